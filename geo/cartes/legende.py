"""Ce que la légende écrit : les mêmes mots à l'écran, dans l'image emportée et dans un document."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from geo.cartes.classes import intervalle

CLES = {
    "maisons": "Maison",
    "actions": "Action, ou nombre d’actions",
    "reseau": "Réseaux et services",
    "programmes": "Programmes",
}
"""Groupe de points → ce que veut dire son signe."""
PREUVES = {
    "recente": "Preuve de moins de trois ans",
    "ancienne": "Preuve plus ancienne",
    "inconnue": "Preuve sans date",
}
"""Âge d'une preuve (`geo.actions.points.AGES`) → ce que veut dire la forme d'un signe : pleine, creuse, tiretée."""
MAISONS = {
    "recente": "Maison attestée depuis moins de trois ans",
    "ancienne": "Maison, preuve plus ancienne",
    "inconnue": "Maison, preuve sans date",
}
"""Les mêmes, là où il n'y a que des maisons."""
BREVES = {"titre": "Preuve", "recente": "moins de 3 ans", "ancienne": "plus", "inconnue": "sans date"}
"""Les mêmes formes, dans une légende repliée."""
MOTS = {"cles": CLES, "preuves": PREUVES, "maisons": MAISONS, "breves": BREVES}
"""Ce que le script de la carte reçoit : elle n'a pas d'autres mots (`geo.cartes.adresses.empaqueter`)."""
PARTS_CERCLES = (1.0, 0.25, 0.04)
"""Parts de la plus grande valeur que montre la légende des cercles."""


def cles(groupes: Iterable[str]) -> list[tuple[str, str, str]]:
    """Groupe, âge et libellé de chaque signe de la légende, dans l'ordre de l'écran (`atlas.cles`)."""
    montres = [*dict.fromkeys(groupes)]
    if not montres:
        return []
    if montres == ["maisons"]:
        return [("maisons", age, texte) for age, texte in MAISONS.items()]
    symboles = [(groupe, "recente", CLES[groupe]) for groupe in montres]
    return symboles + [(montres[0], age, texte) for age, texte in PREUVES.items()]


def etiquettes(bornes: Sequence[float], decimales: int) -> list[str]:
    """« de 3,9 à 6,1 », « plus de 6,1 à 6,8 »… de la plus basse classe à la plus haute."""
    return [_etiquette(bas, haut, decimales, rang) for rang, (bas, haut) in enumerate(pairwise(bornes))]


def _etiquette(bas: float, haut: float, decimales: int, rang: int) -> str:
    """Une borne infinie ouvre la classe : « 6,1 et moins », « plus de 8,9 »."""
    if math.isinf(bas) or math.isinf(haut):
        return intervalle(bas, haut, decimales)
    return f"{'plus de' if rang else 'de'} {intervalle(bas, haut, decimales)}"
