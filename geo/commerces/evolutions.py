"""L'évolution des créations d'établissements, jamais à travers une rupture de série."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import pandas as pd

from donnees.catalogue import charger

FICHE: Final = "creations_etablissements"
POUR_CENT: Final = 100


def comparable(annees: Iterable[str], ans: int) -> str:
    """Dernière année qu'aucune rupture ne sépare de celle d'``ans`` années plus tôt ; vide s'il n'y en a pas."""
    ruptures = [int(annee) for annee in charger().indicateur(FICHE).ruptures]
    recentes = sorted(annees, reverse=True)
    return next((fin for fin in recentes if not any(int(fin) - ans < r <= int(fin) for r in ruptures)), "")


def evolution(serie: tuple[tuple[str, float], ...], ans: int) -> float:
    """Évolution en % sur ``ans`` années, 100 × (N_t ÷ N_{t−ans} − 1), à l'année `comparable` ; NaN sans départ."""
    valeurs = dict(serie)
    fin = comparable(valeurs, ans)
    depart = valeurs.get(str(int(fin) - ans), 0.0) if fin else 0.0
    return POUR_CENT * (valeurs[fin] / depart - 1) if depart else math.nan


def evolutions(publiees: pd.DataFrame, ans: int) -> pd.Series:
    """La même pour chaque ligne d'un tableau de créations, une colonne par année."""
    fin = comparable(publiees.columns, ans)
    return POUR_CENT * (publiees[fin] / publiees[str(int(fin) - ans)] - 1)
