"""« Qui me ressemble ? » : les zones d'emploi les plus proches, et ce qui rapproche ou sépare.

Méthode : variables centrées réduites sur les 306 zones d'emploi, analyse en composantes principales (ACP), axes gardés
jusqu'à 80 % de la variance, distance euclidienne entre coordonnées.

Sait : mesurer la ressemblance de deux zones et l'expliquer.
Ignore : juger : ressembler n'est ni mieux ni moins bien.
"""

from __future__ import annotations

from geo.comparables.cibles import Semblables, chercher
from geo.comparables.variables import THEMES_COMPARABLES, VARIABLES, variables
from geo.comparables.voisins import Ressemblances, Voisin, semblables

__all__ = [
    "THEMES_COMPARABLES",
    "VARIABLES",
    "Ressemblances",
    "Semblables",
    "Voisin",
    "chercher",
    "semblables",
    "variables",
]
