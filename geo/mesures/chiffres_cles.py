"""Les chiffres clés d'un portrait : leur ordre, et l'indicateur qui dit leur évolution."""

from __future__ import annotations

from typing import Final, NamedTuple


class Cle(NamedTuple):
    """Un chiffre clé et, s'il existe, l'indicateur qui mesure son évolution."""

    indicateur: str
    evolution: str = ""


CLES: Final = (
    Cle("population", "population_evolution_2018"),
    Cle("chomage_localise", "chomage_localise_evolution_1_an"),
    Cle("emploi_prive", "emploi_prive_evolution_5_ans"),
    Cle("taux_emploi_15_64"),
    Cle("revenu_median"),
    Cle("taux_pauvrete"),
    Cle("part_recrutements_difficiles"),
    Cle("creations_pour_1000_habitants", "creations_evolution_1_an"),
    Cle("emplois_pour_100_actifs_2018"),
    Cle("population_sans_alimentation"),
)
SECTEURS: Final = {
    "part_industrie_prive": "l'industrie",
    "part_construction_prive": "la construction",
    "part_services_marchands_prive": "les services marchands",
    "part_services_non_marchands_prive": "les services non marchands",
}
"""Parts de l'emploi privé et nom de chaque secteur dans une phrase."""
SERIES: Final = ("chomage_localise", "emploi_prive", "emploi_salarie", "creations_etablissements")
"""Séries offertes aux courbes d'un portrait."""
