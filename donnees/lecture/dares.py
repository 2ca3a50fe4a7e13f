"""Dares : nomenclature FAP 2021 et métiers en tension."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.lecture.socle import Brut, lire_csv
from donnees.lecture.tableaux_larges import exiger_motif, exiger_unique

FAP_2021: Final = "dares/dares_nomenclature_fap2021.csv"
TENSION: Final = "dares/metiers_en_tension_mars_2024.csv"
FAP: Final = r"[A-Z][0-9A-Z]{2}\d{2}"


def lire_fap2021(brut: Brut) -> pd.DataFrame:
    """Lit la nomenclature des familles professionnelles 2021, au niveau des 228 métiers.

    Returns
    -------
    DataFrame
        ``fap`` (FAP 228), ``libelle_fap``, ``fap22`` (grand domaine), ``libelle_fap22``.
    """
    colonnes = ["Code FAP 228", "Intitulé FAP 228", "Code FAP 22", "Intitulé FAP 22"]
    table = lire_csv(brut, FAP_2021, colonnes, sep=";").drop_duplicates(ignore_index=True)
    exiger_unique(table, ["Code FAP 228"], FAP_2021)
    return table.set_axis(["fap", "libelle_fap", "fap22", "libelle_fap22"], axis=1)


def lire_metiers_tension(brut: Brut) -> pd.DataFrame:
    """Lit les métiers en tension (arrêté de mars 2024) : ``region`` (nom), ``fap`` (FAP 2009), ``libelle_fap``.

    La région « France Entière » vaut pour toutes.
    """
    table = lire_csv(brut, TENSION, ["Region", "Code FAP", "Famille Professionnelle"])
    exiger_motif(table["Code FAP"], FAP, TENSION, "un code de métier FAP (A0Z40)")
    exiger_unique(table, ["Region", "Code FAP"], TENSION)
    return table.set_axis(["region", "fap", "libelle_fap"], axis=1)
