"""Quelles actions comptent, et dans quelles zones d'emploi ; chacune pour une, sans pondération."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import pandas as pd

from donnees import entrepot
from donnees.vocabulaire import NiveauLieu, StatutAction

TOUTES: Final = "toutes"
DEFAUT: Final = "10"
FENETRES: Final[Mapping[str, int | None]] = {"3": 3, "5": 5, DEFAUT: 10, TOUTES: None}
"""Choix offert → nombre d'années regardées en arrière ; None : sans limite."""
OUVERTES: Final = frozenset({StatutAction.EN_COURS.value, StatutAction.PREVUE.value})


def comptees(actions: pd.DataFrame, theme: str, fenetre: str, annee: int) -> pd.DataFrame:
    """Actions d'un thème qui comptent.

    Une action compte si elle est en cours ou prévue, ou si sa dernière année connue (sa fin, à défaut son début) n'est
    pas antérieure à ``annee`` moins le nombre d'années de la fenêtre. Une action abandonnée ne compte jamais.

    Parameters
    ----------
    actions : DataFrame
        Table de `geo.actions.tables` (les actions archivées n'y sont pas).
    theme : str
        Thème d'action ; vide : tous.
    fenetre : str
        Clé de `FENETRES` ; « toutes » garde aussi les actions sans date.
    annee : int
        Année courante.
    """
    gardees = actions["statut"] != StatutAction.ABANDONNEE.value
    if theme:
        gardees &= actions["theme"] == theme
    recul = FENETRES[fenetre]
    if recul is not None:
        gardees &= _recule_jusqu_a(actions) >= annee - recul
    return actions[gardees]


def effectifs(actions: pd.DataFrame, theme: str, annee: int) -> dict[str, int]:
    """Nombre d'actions du thème que garde chaque fenêtre."""
    retenues = comptees(actions, theme, TOUTES, annee)
    dernieres = _recule_jusqu_a(retenues).to_numpy()
    return {
        fenetre: len(retenues) if recul is None else int((dernieres >= annee - recul).sum())
        for fenetre, recul in FENETRES.items()
    }


def _recule_jusqu_a(actions: pd.DataFrame) -> pd.Series:
    """Dernière année connue de chaque action ; sans borne pour une action en cours ou prévue."""
    dernieres = actions["annee_fin"].where(actions["annee_fin"] > actions["annee_debut"], actions["annee_debut"])
    return dernieres.astype("float64").mask(actions["statut"].isin(OUVERTES), math.inf)


def zones_touchees(lieux: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Zones d'emploi qu'une action touche : celle de chaque commune, toutes celles de chaque intercommunalité."""
    connues = _zones_par_lieu()
    return frozenset(zone for lieu in lieux for zone in connues.get(lieu, ()))


def par_zone(actions: pd.DataFrame) -> Counter[str]:
    """Nombre d'actions dans chaque zone d'emploi ; une action compte une fois dans chaque zone qu'elle touche."""
    return Counter(zone for lieux in actions["lieux"] for zone in zones_touchees(lieux))


def sans_zone(actions: pd.DataFrame) -> int:
    """Nombre d'actions sans lieu connu : elles ne comptent dans aucune zone."""
    return sum(not zones_touchees(lieux) for lieux in actions["lieux"])


@cache
def _zones_par_lieu() -> dict[tuple[str, str], frozenset[str]]:
    """(maille, code) → zones d'emploi."""
    appartenance = entrepot.table("appartenance")
    return {
        (maille.value, str(code)): frozenset(groupe)
        for maille in NiveauLieu
        for code, groupe in appartenance.groupby(maille.value)["zone_emploi"]
        if code
    }


def etendue(actions: pd.DataFrame) -> tuple[int, int]:
    """Années entre lesquelles se tiennent huit actions datées sur dix ; (0, 0) si aucune ne l'est."""
    annees = actions[["annee_debut", "annee_fin"]].max(axis=1)
    datees = annees[annees > 0]
    if datees.empty:
        return 0, 0
    return int(datees.quantile(0.1, "nearest")), int(datees.quantile(0.9, "nearest"))
