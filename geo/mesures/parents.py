"""Sans valeur pour un territoire : les zones d'emploi qu'il traverse et leur valeur publiée, jamais une moyenne."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from donnees import entrepot
from donnees.catalogue.modeles import Indicateur
from geo.territoires import Territoire, traverses

PARENTS_MONTRES: Final = 12
NIVEAU: Final = "zone_emploi"


@dataclass(frozen=True)
class Parent:
    """Une zone d'emploi traversée et sa valeur publiée.

    Attributes
    ----------
    part : float
        Part de la population du territoire qui y vit, entre 0 et 1.
    """

    territoire_code: str
    niveau: str
    libelle: str
    part: float
    valeur: float
    statut: str
    periode: str
    minimum: float = math.nan
    maximum: float = math.nan


def traversees(territoire: Territoire, fiche: Indicateur, periode: str) -> tuple[tuple[Parent, ...], int]:
    """Zones d'emploi traversées, de la plus peuplée dans le territoire, douze au plus, et leur nombre en tout.

    Période absente des zones : la plus récente. Rien pour une zone, ni pour un indicateur qui n'y existe pas.
    """
    if territoire.niveau == NIVEAU or NIVEAU not in fiche.niveaux:
        return (), 0
    existantes = entrepot.periodes(fiche.id, NIVEAU)
    montrees = parents(territoire, fiche, periode if periode in existantes else existantes[-1], PARENTS_MONTRES)
    return montrees, len(traverses(territoire, NIVEAU))


def parents(territoire: Territoire, fiche: Indicateur, periode: str, maximum: int | None = None) -> tuple[Parent, ...]:
    """Zones d'emploi traversées et leur valeur à cette date, de la plus peuplée dans le territoire à la moins."""
    valeurs = _valeurs(fiche.id, periode)
    bornes = _bornes(fiche.id, periode) if fiche.incertitude else {}
    return tuple(
        Parent(
            z.code, NIVEAU, z.libelle, z.part, *valeurs.get(z.code, (math.nan, "nd")), periode, *bornes.get(z.code, ())
        )
        for z in traverses(territoire, NIVEAU)[:maximum]
    )


@lru_cache(maxsize=256)
def _valeurs(identifiant: str, periode: str) -> dict[str, tuple[float, str]]:
    """Valeur et statut de chaque zone d'emploi."""
    lignes = entrepot.valeurs_periode(identifiant, NIVEAU, periode)
    return dict(zip(lignes.index, zip(lignes["valeur"].tolist(), lignes["statut"].tolist(), strict=True), strict=True))


@lru_cache(maxsize=64)
def _bornes(identifiant: str, periode: str) -> dict[str, tuple[float, float]]:
    """Bornes de chaque zone d'emploi dont la valeur est incertaine."""
    lignes = entrepot.intervalles(identifiant, NIVEAU, periode)
    return dict(
        zip(lignes.index, zip(lignes["minimum"].tolist(), lignes["maximum"].tolist(), strict=True), strict=True)
    )
