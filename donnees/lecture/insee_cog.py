"""Code officiel géographique (INSEE) : communes, zones d'emploi, EPCI, départements, régions et leurs anciens codes."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import Brut, lire_csv, lire_feuille, lire_parquet, nombres
from donnees.lecture.tableaux_larges import exiger_motif

APPARTENANCE: Final = "territoires/commune_ze2020.parquet"
HISTORIQUE: Final = "territoires/commune_historique_ze2020.csv"
COMMUNES: Final = "territoires/cog_2026_communes.csv"
EPCI: Final = "territoires/cog_2026_epci.csv"
DEPARTEMENTS: Final = "territoires/cog_2026_departements.csv"
REGIONS: Final = "territoires/cog_2026_regions.csv"
APPARTENANCE_2022: Final = "territoires/table-appartenance-geo-communes-22.xlsx"

HORS_EPCI: Final = "ZZZZZZZZZ"
COMMUNE: Final = r"\d{5}|2[AB]\d{3}"
ZONE: Final = r"\d{4}"


def _verifier_cle(codes: pd.Series, fichier: str) -> None:
    doubles = codes[codes.duplicated()]
    if not doubles.empty:
        raise FormatInattendu(
            fichier, colonne=str(codes.name), attendu="des codes uniques", trouve=f"« {doubles.iloc[0]} » en double"
        )


def lire_appartenance(brut: Brut) -> pd.DataFrame:
    """Lit la table d'appartenance géographique des communes.

    Returns
    -------
    DataFrame
        ``commune, zone_emploi, lib_zone_emploi, epci, departement, region, canton`` ; l'EPCI vaut ``""``
        pour les quatre îles qui n'en ont pas.
    """
    colonnes = ["code_commune", "ze2020", "lib_ze2020", "epci", "dep", "reg", "canov"]
    table = lire_parquet(brut, APPARTENANCE, colonnes)
    exiger_motif(table["code_commune"], COMMUNE, APPARTENANCE, "un code commune à 5 caractères")
    exiger_motif(table["ze2020"], ZONE, APPARTENANCE, "un code de zone d'emploi à 4 chiffres")
    _verifier_cle(table["code_commune"], APPARTENANCE)
    noms = ["commune", "zone_emploi", "lib_zone_emploi", "epci", "departement", "region", "canton"]
    table = table.set_axis(noms, axis=1).astype("str")
    return table.assign(epci=table["epci"].replace(HORS_EPCI, ""))


def lire_historique(brut: Brut) -> pd.DataFrame:
    """Lit les anciens codes et arrondissements : ``code_historique, code_commune`` (texte)."""
    table = lire_csv(brut, HISTORIQUE, ["code_historique", "code_commune"])
    exiger_motif(table["code_historique"], COMMUNE, HISTORIQUE, "un code commune à 5 caractères")
    exiger_motif(table["code_commune"], COMMUNE, HISTORIQUE, "un code commune à 5 caractères")
    _verifier_cle(table["code_historique"], HISTORIQUE)
    return table


def lire_communes(brut: Brut) -> pd.DataFrame:
    """Lit les communes du COG 2026.

    Returns
    -------
    DataFrame
        ``code, libelle, population`` (habitants, NaN si absente) et ``codes_postaux`` (séparés par un espace).
    """
    table = lire_csv(brut, COMMUNES, ["code_commune", "nom", "population", "codes_postaux"])
    exiger_motif(table["code_commune"], COMMUNE, COMMUNES, "un code commune à 5 caractères")
    exiger_motif(
        table["codes_postaux"], r"(\d{5}(\|\d{5})*)?", COMMUNES, "des codes postaux à 5 chiffres séparés par « | »"
    )
    _verifier_cle(table["code_commune"], COMMUNES)
    population, _ = nombres(table["population"], COMMUNES)
    return pd.DataFrame(
        {
            "code": table["code_commune"],
            "libelle": table["nom"],
            "population": population,
            "codes_postaux": table["codes_postaux"].str.replace("|", " ", regex=False),
        }
    )


def lire_epci(brut: Brut) -> pd.DataFrame:
    """Lit les EPCI à fiscalité propre : ``code`` (SIREN), ``libelle``."""
    table = lire_csv(brut, EPCI, ["siren", "nom"])
    exiger_motif(table["siren"], r"\d{9}", EPCI, "un SIREN à 9 chiffres")
    _verifier_cle(table["siren"], EPCI)
    return table.set_axis(["code", "libelle"], axis=1)


def lire_departements(brut: Brut) -> pd.DataFrame:
    """Lit les départements et collectivités : ``code, libelle, region``."""
    table = lire_csv(brut, DEPARTEMENTS, ["code", "nom", "region"])
    _verifier_cle(table["code"], DEPARTEMENTS)
    return table.set_axis(["code", "libelle", "region"], axis=1)


def lire_regions(brut: Brut) -> pd.DataFrame:
    """Lit les régions et collectivités : ``code, libelle``."""
    table = lire_csv(brut, REGIONS, ["code", "nom"])
    _verifier_cle(table["code"], REGIONS)
    return table.set_axis(["code", "libelle"], axis=1)


def lire_appartenance_2022(brut: Brut) -> pd.DataFrame:
    """Lit la table d'appartenance au format d'origine (COG 2022, feuille COM) : ``commune, libelle, zone_emploi``.

    Elle dit les communes absorbées depuis et leur nom ; sa zone d'emploi ne sert qu'à recouper la table retraitée.
    """
    table = lire_feuille(brut, APPARTENANCE_2022, "COM", ["CODGEO", "LIBGEO", "ZE2020"])
    exiger_motif(table["CODGEO"], COMMUNE, APPARTENANCE_2022, "un code commune à 5 caractères", "COM")
    return table.set_axis(["commune", "libelle", "zone_emploi"], axis=1)
