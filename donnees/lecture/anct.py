"""ANCT : France services et programmes d'appui aux territoires ; zones de revitalisation rurale."""

from __future__ import annotations

import pandas as pd

from donnees.lecture.socle import Brut, exiger_valeurs, lire_csv, nombres

FRANCE_SERVICES = "reseau/france_services_20240801.csv"
PROGRAMMES = "programmes/programmes_anct_communes.csv"
TERRITOIRES_INDUSTRIE = "programmes/territoires_industrie_epci.csv"
ZRR = "programmes/zrr_20221109.csv"
COLONNES_FRANCE_SERVICES = (
    *("id_fs", "lib_fs", "adresse", "complement_adresse", "insee_com", "code_postal", "lib_com"),
    *("latitude", "longitude", "telephone", "type_fs", "format_fs"),
)
COLONNES_PROGRAMMES = ("programme", "id_territoire", "lib_territoire", "code_insee", "date_signature", "x", "y")
COLONNES_INDUSTRIE = ("id_ti", "lib_ti", "siren_epci", "lib_epci")
FORMATS = ("Fixe", "Multisites", "Bus_équivalent", "Fixe_antenne(s)", "Itinérante")
CODES_PROGRAMMES = ("acv", "acv2", "cde", "citeduc", "fabt", "frla", "manuprox", "pao", "pvd", "va")
CLASSEMENTS_ZRR = ("C", "NC", "PC")

# Établissements publics territoriaux du Grand Paris : la table d'appartenance ne les donne pas (l'EPCI y est la
# Métropole). Communes membres : décrets n° 2015-1658, 2015-1660 et 2015-1665 du 11 décembre 2015.
EPT: dict[str, tuple[str, ...]] = {
    "200057990": ("92004", "92009", "92024", "92025", "92036", "92078", "95018"),
    "200058097": ("93005", "93007", "93013", "93029", "93030", "93071", "93073", "93078"),
    "200058014": (
        *("91027", "91326", "91432", "91479", "91589", "91687", "94001", "94003", "94016", "94021", "94022", "94034"),
        *("94037", "94038", "94041", "94043", "94054", "94065", "94073", "94074", "94076", "94077", "94078", "94081"),
    ),
}


def lire_france_services(brut: Brut) -> pd.DataFrame:
    """Lit les espaces France services (fixes, bus, itinérants) ; ``lon`` et ``lat`` en degrés."""
    table = lire_csv(brut, FRANCE_SERVICES, COLONNES_FRANCE_SERVICES)
    exiger_valeurs(table, "format_fs", FORMATS, FRANCE_SERVICES)
    exiger_valeurs(table, "type_fs", ("Principal", "Antenne"), FRANCE_SERVICES)
    return _coordonnees(table, "longitude", "latitude", FRANCE_SERVICES)


def lire_programmes(brut: Brut) -> pd.DataFrame:
    """Lit les programmes de l'ANCT : une ligne par programme, territoire et commune.

    Notes
    -----
    Plusieurs territoires d'une même commune sont parfois réunis (« cite-002 ; cite-127 »).
    """
    table = lire_csv(brut, PROGRAMMES, COLONNES_PROGRAMMES)
    exiger_valeurs(table, "programme", CODES_PROGRAMMES, PROGRAMMES)
    return _coordonnees(table, "x", "y", PROGRAMMES)


def lire_territoires_industrie(brut: Brut) -> pd.DataFrame:
    """Lit les groupements des Territoires d'industrie (EPCI, quelques EPT et communes, tous par leur SIREN)."""
    return lire_csv(brut, TERRITOIRES_INDUSTRIE, COLONNES_INDUSTRIE)


def lire_zrr(brut: Brut) -> pd.DataFrame:
    """Lit le classement en zone de revitalisation rurale : C classée, PC en partie, NC non classée."""
    table = lire_csv(brut, ZRR, ("insee_code", "status"))
    exiger_valeurs(table, "status", CLASSEMENTS_ZRR, ZRR)
    return table


def _coordonnees(table: pd.DataFrame, lon: str, lat: str, fichier: str) -> pd.DataFrame:
    return table.assign(
        lon=nombres(table[lon], fichier, colonne=lon)[0], lat=nombres(table[lat], fichier, colonne=lat)[0]
    ).drop(columns=[lon, lat])
