"""L'annuaire des maisons : filtres, libellés, actions d'une maison."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import pandas as pd

from donnees.registre.services import FicheMaison
from geo.actions.points import CATEGORIES
from geo.territoires import perimetre
from geo.territoires.recherche import normaliser

FIABILITE_EXPLIQUEE = {
    "A": "Fiabilité A : la source nomme la maison et le lieu.",
    "B": "Fiabilité B : la source nomme la maison, le lieu est en partie déduit.",
    "C": "Fiabilité C : simple mention ; à confirmer avant de s'en servir.",
}
PRECISIONS = {
    "adresse": "point à l'adresse",
    "commune": "point au centre de la commune",
    "commune (moyenne arrondissements)": "point au centre de la commune",
}


NOMS: Final = ("q", "regions", "categories", "fiabilites", "themes", "niveau", "code", "nom")
"""Paramètres de l'adresse qui choisissent les maisons."""


@dataclass(frozen=True)
class Filtre:
    """Filtres de l'annuaire ; un filtre vide ne retient rien de particulier."""

    texte: str = ""
    regions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ("mde",)
    fiabilite: tuple[str, ...] = ("A", "B")
    themes: tuple[str, ...] = ()


def filtrer(
    maisons: pd.DataFrame, actions: pd.DataFrame, filtre: Filtre, communes: Collection[str] = ()
) -> pd.DataFrame:
    """Maisons retenues, par région puis ville ; avec ``communes``, celles qui y ont leur siège.

    Parameters
    ----------
    maisons, actions : DataFrame
        Tables de `geo.actions.tables`.
    """
    garder = pd.Series(data=True, index=maisons.index)
    if filtre.categories:
        garder &= maisons["categorie"].isin([c for cle in filtre.categories for c in CATEGORIES[cle]])
    if filtre.fiabilite:
        garder &= maisons["fiabilite"].isin(filtre.fiabilite)
    if communes:
        garder &= maisons["commune"].isin(set(communes))
    if filtre.regions:
        garder &= maisons["region"].isin(filtre.regions)
    if filtre.themes:
        garder &= maisons["maison"].isin(actions.loc[actions["theme"].isin(filtre.themes), "maison"])
    for mot in normaliser(filtre.texte).split():
        garder &= _cles(maisons).str.contains(mot, regex=False)
    return maisons[garder].sort_values(["region", "ville", "nom"])


def _cles(maisons: pd.DataFrame) -> pd.Series:
    champs = maisons["nom"] + " " + maisons["ville"] + " " + maisons["territoire"] + " " + maisons["code_postal"]
    return champs.map(normaliser)


def maison(maisons: pd.DataFrame, identifiant: str) -> pd.Series | None:
    """Fiche d'une maison ; None si l'identifiant n'existe pas."""
    trouvees = maisons[maisons["maison"] == identifiant]
    return None if trouvees.empty else trouvees.iloc[0]


def communes(cle: str, tenue: FicheMaison | None) -> tuple[tuple[str, ...], str]:
    """Périmètre d'une maison et son nom : celui qu'elle a enregistré, sinon celui que sa source nomme ; vides sinon."""
    if tenue is not None and len(tenue.perimetre) > 1:
        return tenue.perimetre, tenue.nom
    connu = next((connu for connu in perimetre.connus() if connu.maison == cle), None)
    return (connu.communes, connu.nom) if connu else ((), "")


def quand(action: pd.Series) -> str:
    """« 2018 », « 2008 – 2011 », « 2019 (année déduite) » ou « date inconnue »."""
    debut, fin = int(action["annee_debut"]), int(action["annee_fin"])
    if not debut:
        return "date inconnue"
    texte = f"{debut} – {fin}" if fin and fin != debut else str(debut)
    return f"{texte} (année déduite)" if bool(action["annee_inferee"]) else texte
