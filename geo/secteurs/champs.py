"""Les effectifs par secteur : deux sources, deux champs, toujours nommés ; et les références auxquelles comparer.

Une case « nd » (non disponible) n'est jamais lue comme un zéro : elle n'a ni part, ni quotient, ni évolution. Elle ne
compte pas dans une somme, ce que permettent les totaux A5, A21 et A38, égaux sans elle (``donnees.etapes.secteurs``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import pandas as pd

from donnees import entrepot
from geo.secteurs.noms import NOMS

DROM: Final = frozenset({"01", "02", "03", "04", "06"})
"""Deux premiers chiffres des zones d'emploi de Guadeloupe, Martinique, Guyane, La Réunion, Mayotte."""
FRANCE, METROPOLE = "france", "metropole"
LIBELLES_REFERENCES: Final = {METROPOLE: "France métropolitaine", FRANCE: "France (hors Mayotte)"}


@dataclass(frozen=True)
class Champ:
    """Une source d'effectifs.

    Attributes
    ----------
    cle : str
        « urssaf » ou « flores », comme dans la table « secteurs ».
    qui : str
        Qui est compté, pour une phrase.
    libelle : str
        Pour une commande.
    annees : tuple of int
        Années publiées, de la plus ancienne à la plus récente.
    source : str
        Identifiant de la fiche de source.
    limite : str
        Ce que le champ laisse de côté.
    """

    cle: str
    qui: str
    libelle: str
    annees: tuple[int, ...]
    source: str
    limite: str

    @property
    def bornes(self) -> tuple[int, int]:
        """Première et dernière année."""
        return self.annees[0], self.annees[-1]


CHAMPS: Final = {
    "urssaf": Champ(
        "urssaf",
        "salariés du privé",
        "Salariés du privé (Urssaf, 2019-2024)",
        (2019, 2022, 2023, 2024),
        "urssaf_secteurs",
        "Ni fonction publique, ni agriculture, ni indépendants, ni Mayotte.",
    ),
    "flores": Champ(
        "flores",
        "salariés du public et du privé",
        "Tous les salariés (Insee, Flores, 2022-2023)",
        (2022, 2023),
        "insee_flores",
        "Public et privé ; ni indépendants, ni Mayotte. Environ 7 % des cases détaillées manquent en 2023.",
    ),
}
NOMENCLATURES: Final = {"A38": "38 secteurs", "A21": "21 secteurs", "A5": "5 grands secteurs"}


@cache
def _annees(source: str, nomenclature: str) -> dict[int, pd.DataFrame]:
    table = entrepot.table("secteurs")
    lignes = table[(table["source"] == source) & (table["nomenclature"] == nomenclature)]
    return {
        int(str(annee)): groupe.pivot_table(
            index="zone_emploi", columns="secteur", values="effectif", aggfunc="first", dropna=False, observed=True
        )
        for annee, groupe in lignes.groupby("annee")
    }


def matrice(source: str, nomenclature: str, annee: int) -> pd.DataFrame:
    """Effectifs d'une année : une ligne par zone d'emploi, une colonne par secteur ; NaN : non disponible."""
    return _annees(source, nomenclature)[annee]


def zones(source: str) -> list[str]:
    """Zones d'emploi couvertes (toutes, sauf Mayotte)."""
    return list(matrice(source, "A5", CHAMPS[source].annees[-1]).index)


def est_metropole(zone: str) -> bool:
    """Vrai pour une zone d'emploi de France métropolitaine, Corse comprise."""
    return zone[:2] not in DROM


@lru_cache(maxsize=1024)
def effectifs(source: str, nomenclature: str, annee: int, qui: str) -> pd.Series:
    """Effectif de chaque secteur.

    Parameters
    ----------
    qui : str
        Code d'une zone d'emploi, « france » (les 305 zones publiées) ou « metropole » (les 287 hors DROM).

    Returns
    -------
    Series
        Indexée par secteur ; NaN : non disponible (zone), jamais pour une somme nationale.

    Raises
    ------
    KeyError
        La zone n'est pas couverte.
    """
    table = matrice(source, nomenclature, annee)
    if qui == FRANCE:
        return table.sum()
    if qui == METROPOLE:
        return table[[est_metropole(str(code)) for code in table.index]].sum()
    return table.T[qui]


def reference_par_defaut(zone: str) -> str:
    """La métropole pour une zone de métropole, la France pour une zone d'outre-mer."""
    return METROPOLE if est_metropole(zone) else FRANCE


def nom(nomenclature: str, secteur: str) -> str:
    """Intitulé d'un secteur."""
    return NOMS[nomenclature][secteur]


def avec_article(reference: str) -> str:
    """« la France métropolitaine », ou le nom d'une zone d'emploi, au milieu d'une phrase."""
    libelle = libelle_reference(reference)
    return f"la {libelle}" if reference in LIBELLES_REFERENCES else libelle


def libelle_reference(reference: str) -> str:
    """« France métropolitaine », ou le nom d'une zone d'emploi."""
    if reference in LIBELLES_REFERENCES:
        return LIBELLES_REFERENCES[reference]
    return str(entrepot.territoires("zone_emploi")["libelle_long"][reference])
