"""Taux de chômage localisés par zone d'emploi (INSEE) : classeur d'origine et série récente retraitée."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import Brut, lire_feuille, lire_json
from donnees.lecture.tableaux_larges import en_long, exiger_motif

CLASSEUR: Final = "insee/chomage-zone-t1-2003-t2-2022.xlsx"
FEUILLE: Final = "txcho_ze"
RECENT: Final = "insee/chomage_zones_emploi_2021T1_2025T4.json"
TRIMESTRES: Final = [f"{annee}-T{trimestre}" for annee in range(2003, 2023) for trimestre in range(1, 5)][:78]
"""Du premier trimestre 2003 au deuxième trimestre 2022."""


def lire_chomage_2003_2022(brut: Brut) -> pd.DataFrame:
    """Lit la feuille ``txcho_ze`` (en-tête double : libellés puis codes ``ZE2020``, ``2003-T1``…).

    Returns
    -------
    DataFrame
        ``code`` (zone d'emploi), ``periode``, ``valeur`` (%), ``statut`` (``nd`` : DROM avant 2014).
    """
    table = lire_feuille(brut, CLASSEUR, FEUILLE, ["ZE2020", *TRIMESTRES])
    exiger_motif(table["ZE2020"], r"\d{4}", CLASSEUR, "un code de zone d'emploi à 4 chiffres", FEUILLE)
    return en_long(table, "ZE2020", TRIMESTRES, CLASSEUR, FEUILLE).rename(columns={"variable": "periode"})


def lire_chomage_recent(brut: Brut) -> pd.DataFrame:
    """Lit la série 2021-2025 (retraitée en JSON par un tiers).

    Son taux « national » est une moyenne non pondérée des zones : il n'est pas lu.

    Returns
    -------
    DataFrame
        ``code`` (zone d'emploi), ``periode``, ``valeur`` (%), ``statut``.

    Raises
    ------
    FormatInattendu
        Zone sans série, ou série plus courte ou plus longue que la liste des trimestres.
    """
    contenu = lire_json(brut, RECENT, ["quarters", "zes"])
    trimestres, zones = list(contenu["quarters"]), dict(contenu["zes"])
    for code, zone in zones.items():
        if not isinstance(zone, dict) or len(zone.get("rate_pct", [])) != len(trimestres):
            raise FormatInattendu(RECENT, colonne=f"zes/{code}/rate_pct", attendu=f"{len(trimestres)} taux")
    table = pd.DataFrame.from_dict({code: zone["rate_pct"] for code, zone in zones.items()}, orient="index")
    table = table.set_axis(trimestres, axis=1).astype("str").fillna("")
    table["ZE2020"] = table.index
    exiger_motif(pd.Series(trimestres, name="quarters"), r"\d{4}-T[1-4]", RECENT, "un trimestre « 2021-T1 »")
    return en_long(table, "ZE2020", trimestres, RECENT).rename(columns={"variable": "periode"})
