"""Figures : des données vers une figure, sans titre (la page l'écrit), sans ressource externe.

Sait : l'échelle, les étiquettes, les teintes et leur contraste ; la dessiner, et la dire à plotly.
Ignore : d'où viennent les données et la page qui montre la figure.
"""

from __future__ import annotations

from geo.graphiques.essaim import essaim
from geo.graphiques.nuage import Correlation, Nuage, correler, nuage
from geo.graphiques.points_alignes import points_alignes
from geo.graphiques.structure import structure
from geo.graphiques.style import CONFIG, config
from geo.graphiques.tendance import Courbe, tendance

__all__ = [
    "CONFIG",
    "Correlation",
    "Courbe",
    "Nuage",
    "config",
    "correler",
    "essaim",
    "nuage",
    "points_alignes",
    "structure",
    "tendance",
]
