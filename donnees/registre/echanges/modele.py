"""Le modèle à remplir, à télécharger en CSV ou en XLSX."""

from __future__ import annotations

from collections.abc import Iterable

from donnees.registre.echanges.classeur import classeur
from donnees.registre.echanges.colonnes import COLONNES
from donnees.registre.services.fiches import FicheMaison


def csv() -> bytes:
    """Modèle CSV : la seule ligne d'en-têtes (« ; », UTF-8 avec BOM)."""
    return (";".join(colonne.nom for colonne in COLONNES) + "\r\n").encode("utf-8-sig")


def xlsx(maisons: Iterable[FicheMaison] = ()) -> bytes:
    """Modèle XLSX : feuille « Actions » à remplir, « Mode d'emploi », « Listes » et listes de choix.

    Parameters
    ----------
    maisons : iterable of FicheMaison, optional
        Maisons à proposer dans la colonne ``maison``.
    """
    return classeur((), [(maison.cle, maison.nom) for maison in maisons])
