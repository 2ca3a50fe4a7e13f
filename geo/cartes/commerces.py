"""La carte des communes selon leur distance au plus proche : classes fixes, un point sur celles qui sont équipées."""

from __future__ import annotations

from typing import Any, Final

from geo.cartes.classes import Reglages
from geo.cartes.etat import Habillage, etat_choix
from geo.commerces.repartition import repartir
from geo.commerces.types import Type
from geo.territoires import Territoire
from geo.territoires.perimetre import fichiers_contours

SEUILS: Final = (0.0, 2.0, 5.0, 10.0)
"""Kilomètres : équipée, jusqu'à 2, 5, 10 km, et au-delà ; les mêmes partout, pour comparer deux cartes."""
EQUIPEE: Final = "●"
EQUIPEES: Final = "équipée (0 km)"
"""Classe des communes équipées : leurs distances vont de zéro à zéro."""


def etat(territoire: Territoire, type_: Type, theme: str | None, selection: str = "") -> dict[str, Any]:
    """État de la carte (`geo.cartes.etat.etat_choix`)."""
    repartition = repartir(territoire, type_)
    reglages = Reglages("manuelles", seuils=SEUILS)
    habillage = Habillage(selection=selection, theme=theme)
    corps = etat_choix(repartition, reglages, habillage, fichiers_contours(repartition.codes))
    return {**corps, "classes": [EQUIPEES, *corps["classes"][1:]]} if corps["bornes"][1:2] == [0.0] else corps
