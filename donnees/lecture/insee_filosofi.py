"""Revenus localisés (INSEE, Filosofi) par commune : 2020 au format d'origine, 2021 retraité."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import Brut, lire_csv, lire_json
from donnees.lecture.tableaux_larges import en_long

FILOSOFI_2020: Final = "insee/cc_filosofi_2020_COM.csv"
VARIABLES_2020: Final = ["MED20", "PIMP20", "TP6020", "PPMINI20", "D120", "D920", "RD20"]
FILOSOFI_2021: Final = "insee/filosofi_2021_communes.json"
VARIABLES_2021: Final = ["median_eur", "minima_pct"]


def lire_filosofi_2020(brut: Brut) -> pd.DataFrame:
    """Lit la base Filosofi 2020 (COG 2022, arrondissements compris ; ``s`` = secret).

    Returns
    -------
    DataFrame
        ``code`` (commune), ``variable`` (nom INSEE), ``valeur``, ``statut``.
    """
    table = lire_csv(brut, FILOSOFI_2020, ["CODGEO", *VARIABLES_2020], sep=";")
    return en_long(table, "CODGEO", VARIABLES_2020, FILOSOFI_2020)


def lire_filosofi_2021(brut: Brut) -> pd.DataFrame:
    """Lit les médianes communales 2021 (JSON d'un tiers ; une commune sous secret en est absente).

    Returns
    -------
    DataFrame
        ``code`` (commune), ``variable`` (``median_eur``, ``minima_pct``), ``valeur``, ``statut``.
    """
    communes = lire_json(brut, FILOSOFI_2021, ["communes"])["communes"]
    table = pd.DataFrame.from_dict(communes, orient="index")
    if "median_eur" not in table.columns:
        raise FormatInattendu(FILOSOFI_2021, colonne="communes/*/median_eur", attendu="une médiane par commune")
    table = table.reindex(columns=VARIABLES_2021).astype("str").fillna("")
    return en_long(table.assign(code=table.index), "code", VARIABLES_2021, FILOSOFI_2021)
