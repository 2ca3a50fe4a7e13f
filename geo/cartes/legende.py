"""Ce que la légende écrit : les mêmes mots à l'écran, dans l'image emportée et dans un document."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from geo.cartes.classes import intervalle

CLES = {
    "maisons": "Maison ; en clair, lieu déduit (fiabilité B)",
    "actions": "Action, ou nombre d'actions",
    "reseau": "Réseaux et services",
    "programmes": "Programmes",
}
"""Groupe de points → ce que veut dire son signe."""
PARTS_CERCLES = (1.0, 0.25, 0.04)
"""Parts de la plus grande valeur que montre la légende des cercles."""


def etiquettes(bornes: Sequence[float], decimales: int) -> list[str]:
    """« de 3,9 à 6,1 », « plus de 6,1 à 6,8 »… de la plus basse classe à la plus haute ; comme `atlas-cote.js`."""
    return [_etiquette(bas, haut, decimales, rang) for rang, (bas, haut) in enumerate(pairwise(bornes))]


def _etiquette(bas: float, haut: float, decimales: int, rang: int) -> str:
    """Une borne infinie ouvre la classe : « 6,1 et moins », « plus de 8,9 »."""
    if math.isinf(bas) or math.isinf(haut):
        return intervalle(bas, haut, decimales)
    return f"{'plus de' if rang else 'de'} {intervalle(bas, haut, decimales)}"
