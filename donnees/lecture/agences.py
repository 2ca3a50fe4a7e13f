"""Agences France Travail : liste de 2019 dont les noms ont été mis à jour."""

from __future__ import annotations

import pandas as pd

from donnees.lecture.socle import Brut, lire_csv, nombres

AGENCES = "reseau/france_travail_agences.csv"
COLONNES = ("type", "nom", "adresse", "code_postal", "ville", "departement", "code_safir", "lon", "lat")


def lire_agences(brut: Brut) -> pd.DataFrame:
    """Lit la liste des agences.

    Returns
    -------
    DataFrame
        Une ligne par agence ; ``lon`` et ``lat`` en degrés, NaN quand la liste ne les donne pas.
    """
    table = lire_csv(brut, AGENCES, COLONNES).copy()
    for colonne in ("lon", "lat"):
        table[colonne] = nombres(table[colonne], AGENCES, colonne=colonne)[0]
    return table
