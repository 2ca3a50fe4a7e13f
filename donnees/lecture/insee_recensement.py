"""Recensement de la population (INSEE) par commune : base du comparateur 2022 et parts du RP 2022."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.lecture.socle import Brut, lire_csv_zip, lire_parquet
from donnees.lecture.tableaux_larges import en_long

COMPARATEUR: Final = "insee/base_cc_comparateur_csv_2022.zip"
MEMBRE: Final = "base_cc_comparateur.CSV"
VARIABLES_COMPARATEUR: Final = [
    "P18_POP",
    "P13_POP",
    "SUPERF",
    "NAIS1318",
    "DECE1318",
    "P18_MEN",
    "P18_LOG",
    "P18_RP",
    "P18_RSECOCC",
    "P18_LOGVAC",
    "P18_RP_PROP",
    "NBMENFISC19",
    "PIMP19",
    "MED19",
    "TP6019",
    "P18_EMPLT",
    "P18_EMPLT_SAL",
    "P13_EMPLT",
    "P18_POP1564",
    "P18_CHOM1564",
    "P18_ACT1564",
    "ETTOT18",
    "ETAZ18",
    "ETBE18",
    "ETFZ18",
    "ETGU18",
    "ETGZ18",
    "ETOQ18",
    "ETTEF118",
    "ETTEFP1018",
]

RP_2022: Final = "insee/rp_2022_communes.parquet"
VARIABLES_RP_2022: Final = ["part65plus", "partMoins15", "tauxChomage", "partCadres", "partOuvriers", "partDiplomeSup"]


def lire_comparateur(brut: Brut) -> pd.DataFrame:
    """Lit la base du comparateur de territoires 2022 (COG 2021, arrondissements compris).

    Returns
    -------
    DataFrame
        ``code`` (commune), ``variable`` (nom INSEE), ``valeur``, ``statut`` ; une case vide est ``nd``
        (Mayotte, et revenus sous le seuil de diffusion ou hors champ : le fichier ne les distingue pas).
    """
    table = lire_csv_zip(brut, COMPARATEUR, MEMBRE, ["CODGEO", *VARIABLES_COMPARATEUR])
    return en_long(table, "CODGEO", VARIABLES_COMPARATEUR, COMPARATEUR, MEMBRE)


def lire_rp_2022(brut: Brut) -> pd.DataFrame:
    """Lit les parts communales du recensement 2022 (table retraitée par un tiers, taux seulement).

    Returns
    -------
    DataFrame
        ``code`` (commune), ``variable``, ``valeur`` (%), ``statut`` ; vide = ``nd``, y compris là où la part
        pourrait être nulle (``partCadres`` et ``partOuvriers`` ne valent jamais zéro dans ce fichier).
    """
    table = lire_parquet(brut, RP_2022, ["code", *VARIABLES_RP_2022])
    texte = table[VARIABLES_RP_2022].astype("str").fillna("").assign(code=table["code"])
    return en_long(texte, "code", VARIABLES_RP_2022, RP_2022)
