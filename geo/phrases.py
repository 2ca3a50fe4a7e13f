"""Titres et phrases écrits à partir des chiffres, par règles explicites."""

from __future__ import annotations

import numpy as np

from geo import formats
from geo.indicateurs import NOMS_NIVEAUX, Repartition

NOMBRE_MIN = 3


def titre(quoi: Repartition, nom_zone: str = "") -> str:
    """« Taux de chômage localisé par zone d'emploi, 4ᵉ trimestre 2025 »."""
    niveau = NOMS_NIVEAUX[quoi.niveau][0]
    ou = f" de la zone d'emploi {nom_zone}" if quoi.niveau == "commune" and nom_zone else ""
    return formats.typographie(f"{quoi.indicateur.libelle} par {niveau}{ou}, {formats.periode(quoi.periode)}")


def phrase(quoi: Repartition) -> str:
    """Une phrase vraie sur la répartition : extrêmes nommés et médiane.

    Les ex æquo sont dits : avec plusieurs territoires au même niveau (arrondi), aucun n'est présenté comme seul.
    """
    return formats.typographie(f"{_majuscule(formats.dans_la_periode(quoi.periode))}, {_constat(quoi)}")


def _constat(quoi: Repartition) -> str:
    fiche, observees = quoi.indicateur, quoi.observees
    plusieurs = NOMS_NIVEAUX[quoi.niveau][1]
    if observees.size == 0:
        return "aucune donnée n'existe à ce niveau."
    if observees.size < NOMBRE_MIN:
        return f"trop peu de {plusieurs} ont une donnée pour en tirer une phrase."
    arrondies = np.round(quoi.valeurs, fiche.decimales)
    bas, haut = float(np.nanmin(arrondies)), float(np.nanmax(arrondies))
    if bas == haut:
        return f"chaque territoire qui a une donnée a la même valeur : {_ecrit(quoi, bas)}."
    return (
        f"l'indicateur va de {_ecrit(quoi, bas)} ({_qui(quoi, arrondies, bas)}) "
        f"à {_ecrit(quoi, haut)} ({_qui(quoi, arrondies, haut)}) ; "
        f"médiane des {formats.nombre(observees.size)} {plusieurs} : {_ecrit(quoi, float(np.median(observees)))}."
    )


def _ecrit(quoi: Repartition, valeur: float) -> str:
    fiche = quoi.indicateur
    return formats.selon(fiche, valeur)


def _qui(quoi: Repartition, arrondies: np.ndarray, valeur: float) -> str:
    """Nomme le territoire à cette valeur, ou dit combien ils sont."""
    indices = np.flatnonzero(arrondies == valeur)
    if indices.size == 1:
        return quoi.libelles[int(indices[0])]
    if indices.size == 2:  # noqa: PLR2004 - deux noms se lisent encore
        return " et ".join(quoi.libelles[int(i)] for i in indices)
    return f"{formats.nombre(indices.size)} {NOMS_NIVEAUX[quoi.niveau][1]}"


def _majuscule(texte: str) -> str:
    return texte[:1].upper() + texte[1:]
