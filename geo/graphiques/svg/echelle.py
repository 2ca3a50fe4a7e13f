"""Les échelles : d'une valeur à sa part de l'axe, et les graduations que plotly poserait."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from geo.ecriture import formats
from geo.graphiques.figure import Noeud
from geo.graphiques.placement import largeur_texte

_ORIGINE = datetime(1970, 1, 1)  # noqa: DTZ001 - un axe du temps compte des jours, sans fuseau
_MILLISECONDE = 1000.0
PAPIER = "paper"
LARGEUR = 320.0
"""Largeur utile d'un téléphone, en pixels : des graduations qui y tiennent tiennent partout."""


@dataclass(frozen=True)
class Echelle:
    """Un axe : sa sorte (``linear``, ``log``, ``date``) et son étendue, dans l'unité de plotly (log : l'exposant)."""

    sorte: str
    debut: float
    fin: float

    def part(self, valeur: object) -> float:
        """Part de l'axe où se pose une valeur : 0 au début, 1 à la fin."""
        if self.sorte == "log":
            return self._part(math.log10(float(str(valeur))))
        return self._part(mesure(valeur))

    def part_ecrite(self, valeur: object) -> float:
        """Part où se pose un texte : sur un axe logarithmique, plotly place les textes par leur exposant."""
        return self._part(mesure(valeur))

    def part_allongee(self, base: object, longueur: float) -> float:
        """Part du bout d'une barre qui part de ``base``."""
        return self._part(mesure(base) + longueur)

    def _part(self, valeur: float) -> float:
        return (valeur - self.debut) / (self.fin - self.debut)


def mesure(valeur: Any) -> float:  # noqa: ANN401 - un nombre, ou une date écrite
    """Nombre que porte l'axe : une date y compte en millisecondes."""
    if isinstance(valeur, str):
        return (datetime.fromisoformat(valeur) - _ORIGINE).total_seconds() * _MILLISECONDE
    return float(valeur)


def echelle(axe: Noeud) -> Echelle:
    """L'échelle d'un axe.

    Raises
    ------
    ValueError
        Son étendue n'est pas fixée : toute figure de l'Atlas fixe les siennes.
    """
    if not axe.range:
        raise ValueError("Cet axe n'a pas d'étendue : fixer « range ».")
    debut, fin = (mesure(borne) for borne in axe.range)
    return Echelle(axe.type or "linear", debut, fin)


def graduations(axe: Noeud, place: Echelle, *, largeur: float = math.inf) -> list[tuple[float, str]]:
    """Part et texte de chaque graduation, celles de la figure si elle en donne ; au plus ce que tient ``largeur``."""
    if axe.visible is False:
        return []
    if axe.tickvals is not None:
        return [
            (part, str(texte))
            for valeur, texte in zip(axe.tickvals, axe.ticktext, strict=True)
            if -1e-6 <= (part := place.part(valeur)) <= 1 + 1e-6  # noqa: PLR2004 - l'arrondi d'un bord
        ]
    for nombre in range(axe.nticks or 7, 1, -1):
        rondes = _rondes(place, nombre)
        if sum(largeur_texte(texte) + 12 for _, texte in rondes) <= largeur:  # 12 pixels entre deux textes
            break
    return rondes


def _rondes(place: Echelle, nombre: int) -> list[tuple[float, str]]:
    """Au plus ``nombre`` + 1 valeurs rondes (1, 2 ou 5 fois une puissance de dix) dans l'étendue."""
    bas, haut = sorted((place.debut, place.fin))
    brut = (haut - bas) / nombre
    puissance = 10 ** math.floor(math.log10(brut))
    pas = next(p * puissance for p in (1, 2, 5, 10) if p * puissance >= brut * (1 - 1e-9))
    decimales = max(0, -math.floor(math.log10(pas) + 1e-9))
    rangs = range(math.ceil(bas / pas - 1e-9), math.floor(haut / pas + 1e-9) + 1)
    return [(place.part(rang * pas), formats.nombre(rang * pas, decimales)) for rang in rangs]


def part_de(place: Echelle, valeur: object, repere: str | None, *, ecrite: bool = False) -> float:
    """Part de l'axe d'une annotation ou d'une forme, qu'elle soit donnée en valeur ou en part du papier."""
    if repere == PAPIER:
        return float(str(valeur))
    return place.part_ecrite(valeur) if ecrite else place.part(valeur)
