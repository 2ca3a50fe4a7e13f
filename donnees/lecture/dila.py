"""DILA : annuaire de l'administration, services de l'emploi et de l'économie, octobre 2019."""

from __future__ import annotations

import pandas as pd

from donnees.lecture.socle import Brut, exiger_valeurs, lire_csv

SERVICES = "reseau/dila2019_services_emploi_economie.csv"
COLONNES = ("id", "type", "nom", "code_insee", "adresse", "telephone", "site")
TYPES = (
    *("afpa", "apec", "cci", "chambre_agriculture", "chambre_metier", "cij", "cio"),
    *("direccte_ut", "epci", "greta", "mission_locale", "msap"),
)
# Octets Windows-1252 publiés tels quels dans un fichier annoncé UTF-8 : « d\x92information » est « d’information ».
CONTROLES_CP1252 = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def lire_services(brut: Brut) -> pd.DataFrame:
    """Lit l'annuaire.

    Returns
    -------
    DataFrame
        Une ligne par service ; caractères Windows-1252 égarés rétablis. L'adresse reste d'un bloc
        (« rue, code postal, ville »).
    """
    table = lire_csv(brut, SERVICES, COLONNES).copy()
    exiger_valeurs(table, "type", TYPES, SERVICES)
    for colonne in ("nom", "adresse", "telephone"):
        table[colonne] = table[colonne].str.translate(CONTROLES_CP1252)
    return table
