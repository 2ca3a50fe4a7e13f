"""Figures plotly : des données vers une figure, sans titre (la page l'écrit), sans ressource externe."""

from __future__ import annotations

from geo.graphiques.essaim import essaim
from geo.graphiques.nuage import Correlation, Nuage, correler, nuage
from geo.graphiques.points_alignes import LigneComparee, ligne_comparee, points_alignes
from geo.graphiques.structure import structure
from geo.graphiques.style import CONFIG, config
from geo.graphiques.tendance import Courbe, tendance

__all__ = [
    "CONFIG",
    "Correlation",
    "Courbe",
    "LigneComparee",
    "Nuage",
    "config",
    "correler",
    "essaim",
    "ligne_comparee",
    "nuage",
    "points_alignes",
    "structure",
    "tendance",
]
