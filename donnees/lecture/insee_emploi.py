"""Emploi et établissements par zone d'emploi (INSEE) : estimations d'emploi, SIDE, Flores."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.lecture.socle import Brut, lire_csv, lire_parquet, nombres
from donnees.lecture.tableaux_larges import exiger_motif, exiger_unique

EMPLOI_TOTAL: Final = "insee/emploi_total_ze_1998_2023.csv"
CREATIONS: Final = "insee/side_creations_etablissements_ze2020.csv"
FLORES: Final = "insee/exdeco_pivot_flores_{nomenclature}.parquet"
ANNEES_FLORES: Final = (2022, 2023)
ZONE: Final = r"\d{4}"


def lire_emploi_total(brut: Brut) -> pd.DataFrame:
    """Lit l'emploi salarié total 1998-2023 (retraité par un tiers), parties régionales comprises.

    Returns
    -------
    DataFrame
        ``code`` (zone ou partie régionale de zone), ``periode`` (année), ``valeur``, ``statut``.
    """
    table = lire_csv(brut, EMPLOI_TOTAL, ["code_ze", "year", "eff"])
    return _serie(table, "code_ze", "year", "eff", EMPLOI_TOTAL)


def lire_creations(brut: Brut) -> pd.DataFrame:
    """Lit les créations d'établissements 2012-2024 (SIDE, tableau d'un tiers ; 280 zones de métropole).

    Returns
    -------
    DataFrame
        ``code`` (zone d'emploi), ``periode`` (année), ``valeur``, ``statut``.
    """
    table = lire_csv(brut, CREATIONS, ["annee", "ze2020", "creations"])
    return _serie(table, "ze2020", "annee", "creations", CREATIONS)


def _serie(table: pd.DataFrame, code: str, periode: str, valeur: str, fichier: str) -> pd.DataFrame:
    exiger_motif(table[code], ZONE, fichier, "un code de zone d'emploi à 4 chiffres")
    exiger_motif(table[periode], r"(19|20)\d\d", fichier, "une année")
    exiger_unique(table, [code, periode], fichier)
    valeurs, statuts = nombres(table[valeur], fichier)
    return pd.DataFrame({"code": table[code], "periode": table[periode], "valeur": valeurs, "statut": statuts})


def lire_flores(brut: Brut, nomenclature: str) -> pd.DataFrame:
    """Lit les effectifs salariés Flores (public compris) par zone et secteur.

    Parameters
    ----------
    nomenclature : {"a5", "a21", "a38"}

    Returns
    -------
    DataFrame
        ``code`` (zone d'emploi), ``secteur``, ``libelle``, ``annee`` (int), ``effectif`` (NaN : case vide).
    """
    return pivot_sectoriel(brut, FLORES.format(nomenclature=nomenclature), nomenclature, ANNEES_FLORES)


def lire_flores_france(brut: Brut) -> pd.DataFrame:
    """Lit la ligne France de Flores (A21) : ``code`` (``00FR``), ``secteur, libelle, annee, effectif``."""
    return pivot_sectoriel(brut, FLORES.format(nomenclature="france"), "a21", ANNEES_FLORES)


def pivot_sectoriel(brut: Brut, fichier: str, nomenclature: str, annees: tuple[int, ...]) -> pd.DataFrame:
    """Déplie un tableau ``code_ze × secteur`` à une colonne ``eff_AA`` par année."""
    colonnes = {annee: f"eff_{annee % 100}" for annee in annees}
    table = lire_parquet(brut, fichier, ["code_ze", nomenclature, "lib", *colonnes.values()])
    exiger_motif(table["code_ze"], rf"{ZONE}|00FR", fichier, "un code de zone d'emploi à 4 chiffres")
    exiger_unique(table, ["code_ze", nomenclature], fichier)
    blocs = [
        pd.DataFrame(
            {
                "code": table["code_ze"],
                "secteur": table[nomenclature],
                "libelle": table["lib"],
                "annee": annee,
                "effectif": table[colonne].astype("float64"),
            }
        )
        for annee, colonne in colonnes.items()
    ]
    return pd.concat(blocs, ignore_index=True)
