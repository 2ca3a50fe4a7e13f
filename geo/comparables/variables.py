"""Les variables qui comparent les zones d'emploi, et pourquoi celles-là.

Choix des variables (des taux, à leur dernière date ; deux variables retenues ont toujours une corrélation sous 0,9) :

- chômage : le taux localisé et son évolution, jamais les taux au sens du recensement, qui mesurent autre chose ;
- emploi : pas le taux d'emploi d'ensemble, qui redit le chômage, mais celui des 55-64 ans ; une seule mesure de la
  croissance et de l'attraction ; pas la part des artisans, qui redit l'emploi indépendant ;
- secteurs : quatre parts sur cinq, car la dernière s'en déduit ; tout l'emploi salarié, pas seulement le privé ;
- diplômes : « bac+3 ou plus » dit à la fois les non-diplômés (−0,96) et les cadres (0,93) ;
- population : un seul indicateur d'âge élevé ; le solde naturel le redit (−0,94) ;
- revenus : ni premier décile ni ménages imposés, qui redisent la pauvreté et le niveau de vie ;
- commerces : une seule part de population sans commerce, les autres la suivent (0,9) ;
- programmes publics : absents, ce sont des décisions et non des traits du territoire.

La population et la densité, étalées sur plusieurs ordres de grandeur, comptent par leur logarithme. Chaque variable
pèse autant qu'une autre : un thème riche pèse plus qu'un thème pauvre, d'où le choix des thèmes laissé au lecteur.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geo.mesures.repartitions import repartir

COUVERTURE_MIN = 0.9
LOGARITHMES = frozenset({"population", "densite"})
VARIABLES: dict[str, tuple[str, ...]] = {
    "chomage": ("chomage_localise", "chomage_localise_evolution_5_ans"),
    "emploi": (
        *("taux_emploi_55_64", "emplois_par_actif", "emploi_prive_evolution_5_ans"),
        *("temps_partiel", "emploi_independant"),
    ),
    "secteurs": (
        *("part_agriculture_salaries", "part_industrie_salaries", "part_construction_salaries"),
        *("part_services_marchands_salaries", "specialisation"),
    ),
    "recrutement": (
        *("projets_pour_100_emplois", "part_recrutements_difficiles"),
        *("part_recrutements_saisonniers", "part_recrutements_verts"),
    ),
    "population": (
        *("population", "densite", "population_evolution_2018", "part_65_ans_ou_plus"),
        *("part_15_24_ans", "familles_monoparentales", "residences_secondaires"),
    ),
    "formation_metiers": ("bac_3_ou_plus", "part_professions_intermediaires", "part_employes", "part_ouvriers"),
    "revenus": ("revenu_median", "taux_pauvrete", "rapport_interdecile"),
    "entreprises": (
        *("creations_pour_1000_habitants", "etablissements_pour_1000_habitants"),
        "part_etablissements_10_salaries",
    ),
    "commerces": ("commerces_2020", "supermarches", "pharmacies", "population_sans_alimentation"),
}
THEMES_COMPARABLES = tuple(VARIABLES)
Vecteur = NDArray[np.float64]


def themes_retenus(themes: Sequence[str] = ()) -> tuple[str, ...]:
    """Thèmes demandés, dans l'ordre de `THEMES_COMPARABLES` ; aucun : tous.

    Raises
    ------
    ValueError
        Un thème n'est pas comparable.
    """
    inconnus = sorted(set(themes) - set(THEMES_COMPARABLES))
    if inconnus:
        raise ValueError(f"Thèmes non comparables : {', '.join(inconnus)}. Choisir parmi {THEMES_COMPARABLES}.")
    return tuple(theme for theme in THEMES_COMPARABLES if not themes or theme in themes)


def variables(themes: Sequence[str] = ()) -> tuple[str, ...]:
    """Indicateurs comparés pour ces thèmes : ceux de `VARIABLES` observés dans au moins 90 % des zones d'emploi."""
    candidates = [identifiant for theme in themes_retenus(themes) for identifiant in VARIABLES[theme]]
    return tuple(i for i in candidates if float(np.isfinite(brutes(i)).mean()) >= COUVERTURE_MIN)


def brutes(identifiant: str) -> Vecteur:
    """Valeurs des zones, au logarithme s'il le faut."""
    return a_l_echelle(identifiant, repartir(identifiant, "zone_emploi").valeurs)


def a_l_echelle(identifiant: str, valeurs: Vecteur) -> Vecteur:
    """Logarithme des grandeurs étalées ; ce qui n'est pas un nombre fini (ou n'a pas de logarithme) est absent."""
    if identifiant in LOGARITHMES:
        valeurs = np.log(np.where(valeurs > 0, valeurs, np.nan))
    return np.where(np.isfinite(valeurs), valeurs, np.nan)
