"""Lire une figure sans la voir : une phrase qui dit ce qu'elle montre et son fait saillant, et son tableau.

Sait : ce que chaque sorte de figure apprend à qui la regarde, dans les mots et les nombres de l'Atlas.
Ignore : comment elle se dessine, et la page qui la montre.
"""

from __future__ import annotations

from geo.graphiques.lectures.barres import cascade, metiers, structure, tornade
from geo.graphiques.lectures.lecture import Lecture
from geo.graphiques.lectures.points import bulles, essaim, nuage, points_alignes, quotients
from geo.graphiques.lectures.temps import calendrier, suivi, tendance

__all__ = [
    "Lecture",
    "bulles",
    "calendrier",
    "cascade",
    "essaim",
    "metiers",
    "nuage",
    "points_alignes",
    "quotients",
    "structure",
    "suivi",
    "tendance",
    "tornade",
]
