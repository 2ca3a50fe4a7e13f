"""ASP : structures d'insertion par l'activité économique (SIAE), juillet 2019."""

from __future__ import annotations

import pandas as pd

from donnees.lecture.socle import Brut, exiger_valeurs, lire_csv

SIAE = "reseau/siae_2019_07.csv"
COLONNES = (
    *("MESURE", "CODE_DEPARTEMENT", "CODE_POSTAL", "COMMUNE", "SIRET", "DENOMINATION_SOCIALE"),
    *("NUM_RUE", "NOM_RUE", "TELEPHONE"),
)
MESURES = ("ACI", "AI", "EI", "ETTI")


def lire_siae(brut: Brut) -> pd.DataFrame:
    """Lit les conventions des SIAE.

    Returns
    -------
    DataFrame
        Une ligne par convention : une structure (SIRET) y revient pour chaque mesure et chaque département.
    """
    table = lire_csv(brut, SIAE, COLONNES)
    exiger_valeurs(table, "MESURE", MESURES, SIAE)
    return table.rename(columns=str.lower)
