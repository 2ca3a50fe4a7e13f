"""Emploi salarié privé (URSSAF) : secteurs par zone d'emploi et série annuelle, retraités par un tiers."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.insee_emploi import pivot_sectoriel
from donnees.lecture.socle import Brut, lire_parquet
from donnees.lecture.tableaux_larges import exiger_motif, exiger_unique

SECTEURS: Final = "urssaf/exdeco_pivot_urssaf_{nomenclature}.parquet"
ANNEES_SECTEURS: Final = (2019, 2022, 2023, 2024)
SERIE: Final = "urssaf/urssaf_serie_indice100.parquet"
ECHELONS: Final = {
    "communes": "commune",
    "ze": "zone_emploi",
    "epci": "epci",
    "dep": "departement",
    "reg": "region",
    "france": "france",
}
"""Échelons lus → niveaux du projet ; unités urbaines, aires et bassins de vie sont laissés de côté."""
MOTIFS: Final = {
    "commune": r"\d{5}|2[AB]\d{3}",
    "zone_emploi": r"\d{4}",
    "epci": r"\d{9}|Z{9}",
    "departement": r"\d{2,3}|2[AB]",
    "region": r"\d{2}",
    "france": "FR",
}


def lire_urssaf(brut: Brut, nomenclature: str) -> pd.DataFrame:
    """Lit les effectifs salariés privés par zone et secteur (``nomenclature`` : a5, a21 ou a38).

    Returns
    -------
    DataFrame
        ``code`` (zone d'emploi), ``secteur``, ``libelle``, ``annee`` (int), ``effectif`` (NaN : case vide).
    """
    return pivot_sectoriel(brut, SECTEURS.format(nomenclature=nomenclature), nomenclature, ANNEES_SECTEURS)


def lire_urssaf_france(brut: Brut) -> pd.DataFrame:
    """Lit la ligne France (A21) : ``code`` (``00FR``), ``secteur, libelle, annee, effectif``."""
    return pivot_sectoriel(brut, SECTEURS.format(nomenclature="france"), "a21", ANNEES_SECTEURS)


def lire_serie(brut: Brut) -> pd.DataFrame:
    """Lit la série annuelle 2014-2024 ; ``indice_fr_2014`` est ignoré.

    Les régions d'outre-mer y perdent leur zéro de tête (« 1 » = « 01 ») : il est remis, sans ambiguïté
    puisque « 11 » (Île-de-France) garde ses deux chiffres. La France devient ``FR``.

    Returns
    -------
    DataFrame
        ``niveau, code, periode`` (année), ``valeur``.

    Raises
    ------
    FormatInattendu
        Échelon absent, code mal formé ou en double.
    """
    table = lire_parquet(brut, SERIE, ["code", "echelon", "year", "eff_total"])
    table = table[table["echelon"].isin(ECHELONS)].reset_index(drop=True)
    for echelon in sorted(set(ECHELONS) - set(table["echelon"])):
        raise FormatInattendu(SERIE, colonne="echelon", attendu=f"l'échelon « {echelon} »")
    niveau = table["echelon"].map(ECHELONS)
    code = table["code"].where(niveau != "region", table["code"].str.zfill(2)).replace("00FR", "FR")
    for nom, motif in MOTIFS.items():
        exiger_motif(code[niveau == nom], motif, SERIE, f"un code du niveau {nom}")
    serie = pd.DataFrame(
        {
            "niveau": niveau,
            "code": code,
            "periode": table["year"].astype("str"),
            "valeur": table["eff_total"].astype("float64"),
        }
    )
    exiger_unique(serie, ["niveau", "code", "periode"], SERIE)
    return serie
