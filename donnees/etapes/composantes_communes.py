"""Composantes communales : base du comparateur, revenus, recensement 2022, population municipale."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.etapes.atelier import Atelier
from donnees.etapes.composantes_cog import (
    SCISSIONS,
    SCISSIONS_ANCIENNES,
    au_cog,
    publier,
    repartir,
    sans_arrondissements,
    sommer,
)
from donnees.lecture import insee_filosofi, insee_recensement

EFFECTIFS: Final = {
    "P18_POP": ("rp_population", "2018"),
    "P13_POP": ("rp_population", "2013"),
    "P18_MEN": ("rp_menages", "2018"),
    "P18_LOG": ("rp_logements", "2018"),
    "P18_RP": ("rp_residences_principales", "2018"),
    "P18_RSECOCC": ("rp_residences_secondaires", "2018"),
    "P18_LOGVAC": ("rp_logements_vacants", "2018"),
    "P18_RP_PROP": ("rp_rp_proprietaires", "2018"),
    "P18_EMPLT": ("rp_emplois", "2018"),
    "P13_EMPLT": ("rp_emplois", "2013"),
    "P18_EMPLT_SAL": ("rp_emplois_salaries", "2018"),
    "P18_POP1564": ("rp_pop_15_64", "2018"),
    "P18_CHOM1564": ("rp_chomeurs_15_64", "2018"),
    "P18_ACT1564": ("rp_actifs_15_64", "2018"),
    "SUPERF": ("superficie_km2", "2018"),
    "NAIS1318": ("naissances", "2013-2018"),
    "DECE1318": ("deces", "2013-2018"),
    "ETTOT18": ("etablissements", "2018"),
    "ETAZ18": ("etablissements_agriculture", "2018"),
    "ETBE18": ("etablissements_industrie", "2018"),
    "ETFZ18": ("etablissements_construction", "2018"),
    "ETGU18": ("etablissements_services", "2018"),
    "ETGZ18": ("etablissements_commerce", "2018"),
    "ETOQ18": ("etablissements_public", "2018"),
    "ETTEF118": ("etablissements_1_9", "2018"),
    "ETTEFP1018": ("etablissements_10_plus", "2018"),
    "NBMENFISC19": ("filosofi_menages", "2019"),
}
MESURES_2019: Final = {
    "MED19": ("filosofi_mediane", "2019"),
    "TP6019": ("filosofi_pauvrete", "2019"),
    "PIMP19": ("filosofi_part_imposes", "2019"),
}
MESURES_2020: Final = {
    "MED20": ("filosofi_mediane", "2020"),
    "TP6020": ("filosofi_pauvrete", "2020"),
    "PIMP20": ("filosofi_part_imposes", "2020"),
    "PPMINI20": ("filosofi_minima", "2020"),
    "D120": ("filosofi_d1", "2020"),
    "D920": ("filosofi_d9", "2020"),
    "RD20": ("filosofi_rapport_interdecile", "2020"),
}
MESURES_2021: Final = {"median_eur": ("filosofi_mediane", "2021"), "minima_pct": ("filosofi_minima", "2021")}
MESURES_RP22: Final = {
    "part65plus": ("rp22_part_65_plus", "2022"),
    "partMoins15": ("rp22_part_moins_15", "2022"),
    "tauxChomage": ("rp22_taux_chomage", "2022"),
    "partCadres": ("rp22_part_cadres", "2022"),
    "partOuvriers": ("rp22_part_ouvriers", "2022"),
    "partDiplomeSup": ("rp22_part_diplomes_sup", "2022"),
}
ANNEE_POPULATION: Final = "2023"
"""Populations légales 2023 : le COG 2026 redonne le P23_POP de l'INSEE à l'habitant près dans les 287 zones."""


def population_par_commune(atelier: Atelier) -> pd.Series:
    """Population municipale par code courant (table ``territoires``)."""
    territoires = atelier.tables["territoires"]
    return territoires[territoires["niveau"] == "commune"].set_index("code")["population"]


def construire(atelier: Atelier) -> list[pd.DataFrame]:
    """Rend les blocs communaux, colonnes ``composante, periode, code, valeur, statut``."""
    return [_population(atelier), *_comparateur(atelier), *_revenus(atelier), _rp_2022(atelier)]


def nommer(long: pd.DataFrame, noms: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """Garde les variables de ``noms`` et leur donne leur composante et leur période."""
    table = long[long["variable"].isin(noms)].reset_index(drop=True)
    return pd.DataFrame(
        {
            "composante": table["variable"].map({nom: cible[0] for nom, cible in noms.items()}),
            "periode": table["variable"].map({nom: cible[1] for nom, cible in noms.items()}),
            "code": table["code"],
            "valeur": table["valeur"],
            "statut": table["statut"],
        }
    )


def _population(atelier: Atelier) -> pd.DataFrame:
    population = population_par_commune(atelier)
    return pd.DataFrame(
        {
            "composante": "population_municipale",
            "periode": ANNEE_POPULATION,
            "code": population.index,
            "valeur": population.to_numpy(),
            "statut": population.isna().map({True: "nd", False: ""}).to_numpy(),
        }
    )


def _comparateur(atelier: Atelier) -> list[pd.DataFrame]:
    source = insee_recensement.COMPARATEUR
    long = sans_arrondissements(insee_recensement.lire_comparateur(atelier.brut), source, frozenset(EFFECTIFS))
    effectifs = sommer(au_cog(atelier, nommer(long, EFFECTIFS), source))
    effectifs = repartir(effectifs, population_par_commune(atelier), SCISSIONS)
    emplois = effectifs[(effectifs["composante"] == "rp_emplois") & (effectifs["periode"] == "2018")]
    effectifs = repartir(effectifs, emplois.set_index("code")["valeur"], SCISSIONS_ANCIENNES)
    return [effectifs, publier(au_cog(atelier, nommer(long, MESURES_2019), source))]


def _courantes(atelier: Atelier, relevees: pd.DataFrame, noms: dict[str, tuple[str, str]], source: str) -> pd.DataFrame:
    """Mesures publiées par commune, nommées et mises au COG courant ; les arrondissements en sont ôtés."""
    return au_cog(atelier, nommer(sans_arrondissements(relevees, source, frozenset()), noms), source)


def _revenus(atelier: Atelier) -> list[pd.DataFrame]:
    """Revenus 2020 puis 2021 ; le second, muet sur les communes secrètes, hérite des fusions vues dans le premier."""
    relevees = insee_filosofi.lire_filosofi_2020(atelier.brut)
    revenus_2020 = _courantes(atelier, relevees, MESURES_2020, insee_filosofi.FILOSOFI_2020)
    fusionnees = frozenset(revenus_2020.loc[revenus_2020.duplicated(["composante", "periode", "code"]), "code"])
    relevees = insee_filosofi.lire_filosofi_2021(atelier.brut)
    revenus_2021 = _courantes(atelier, relevees, MESURES_2021, insee_filosofi.FILOSOFI_2021)
    return [publier(revenus_2020), publier(revenus_2021, fusionnees)]


def _rp_2022(atelier: Atelier) -> pd.DataFrame:
    relevees = insee_recensement.lire_rp_2022(atelier.brut)
    return publier(_courantes(atelier, relevees, MESURES_RP22, insee_recensement.RP_2022))
