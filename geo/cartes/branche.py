"""La carte d'une branche : ce que le secteur pèse dans chaque zone d'emploi, et comment il y évolue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from geo.cartes import palettes
from geo.cartes.classes import Reglages, mettre_en_classes
from geo.cartes.etat import Habillage, composer, habiller
from geo.ecriture import formats
from geo.mesures.repartitions import Repartition
from geo.secteurs.repartition import NIVEAU

_PALIERS: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""Seuils possibles d'une évolution, en % : deux d'entre eux, en plus et en moins, de part et d'autre de zéro."""


def seuils(valeurs: NDArray[np.float64]) -> tuple[float, ...]:
    """Cinq seuils ronds, symétriques autour de zéro, près des tiers de l'ampleur des évolutions (%)."""
    ampleurs = np.abs(valeurs[np.isfinite(valeurs)])
    bas, haut = np.quantile(ampleurs, (1 / 3, 2 / 3)) if ampleurs.size else (0.0, 0.0)
    paliers = np.array(_PALIERS)
    petit = min(int(np.abs(paliers - bas).argmin()), paliers.size - 2)
    grand = max(int(np.abs(paliers - haut).argmin()), petit + 1)
    return (-_PALIERS[grand], -_PALIERS[petit], 0.0, _PALIERS[petit], _PALIERS[grand])


def etat(repartition: Repartition, habillage: Habillage) -> dict[str, Any]:
    """État de la carte : quantiles ou cercles pour un poids, échelle divergente centrée sur zéro pour une évolution."""
    evolution = repartition.indicateur.pivot is not None
    reglages = Reglages("manuelles", seuils=seuils(repartition.valeurs)) if evolution else Reglages()
    corps = composer(repartition, mettre_en_classes(repartition, reglages), reglages)
    corps["titre"] = formats.typographie(corps["titre"])
    if evolution:
        corps |= {"couleurs": _teintes(corps["bornes"], reglages.seuils), "methode": "Hausse et baisse"}
    return {**corps, "contours": str(entrepot.contour(NIVEAU)["fichier"]), **habiller(habillage)}


def _teintes(bornes: Sequence[float], fixes: Sequence[float]) -> list[str]:
    """Une teinte par classe : la même ampleur a la même force en hausse et en baisse, même quand un côté est vide."""
    toutes = palettes.palette_divergente(3, 3, "mieux_haut")
    milieux = (np.array(bornes[:-1]) + np.array(bornes[1:])) / 2
    return [toutes[int(rang)] for rang in np.searchsorted(fixes, milieux)]
