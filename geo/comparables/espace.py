"""L'espace où se comparent les zones d'emploi : variables centrées réduites, puis composantes principales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.comparables.variables import Vecteur, brutes
from geo.mesures.repartitions import repartir

VARIANCE_GARDEE = 0.8


@dataclass(frozen=True, eq=False)
class Espace:
    """L'espace de comparaison des n zones sur p variables et k axes.

    Attributes
    ----------
    observees : ndarray of bool, shape (n, p)
    reduites : ndarray of float, shape (n, p)
        Variables centrées réduites (écart type sans correction), médianes imputées comprises.
    medianes, moyennes, ecarts : ndarray of float, shape (p,)
        Après passage au logarithme.
    axes : ndarray of float, shape (p, k)
        Axes unitaires ; le plus grand coefficient de chacun est positif.
    echelle : float
        Distance médiane entre deux zones.
    """

    codes: tuple[str, ...]
    variables: tuple[str, ...]
    observees: NDArray[np.bool_]
    reduites: Vecteur
    medianes: Vecteur
    moyennes: Vecteur
    ecarts: Vecteur
    axes: Vecteur
    variance: float
    echelle: float


@lru_cache(maxsize=64)
def espace(retenues: tuple[str, ...]) -> Espace:
    """Espace de comparaison des zones d'emploi sur ces indicateurs."""
    codes = repartir(retenues[0], "zone_emploi").codes
    return construire(codes, retenues, np.column_stack([brutes(i) for i in retenues]))


def construire(codes: Sequence[str], retenues: Sequence[str], brutes: Vecteur) -> Espace:
    """Centre, réduit et projette un tableau de n zones (lignes) par p variables (colonnes), NaN sans donnée."""
    observees = np.isfinite(brutes)
    medianes = np.nanmedian(brutes, axis=0)
    pleines = np.where(observees, brutes, medianes)
    moyennes, ecarts = pleines.mean(axis=0), pleines.std(axis=0)
    ecarts = np.where(ecarts > 0, ecarts, 1.0)
    reduites = (pleines - moyennes) / ecarts
    axes, variance = _axes(reduites)
    coordonnees = reduites @ axes
    distances = np.linalg.norm(coordonnees[:, None, :] - coordonnees[None, :, :], axis=2)
    echelle = float(np.median(distances[np.triu_indices(len(codes), 1)]))
    return Espace(
        tuple(codes), tuple(retenues), observees, reduites, medianes, moyennes, ecarts, axes, variance, echelle
    )


def _axes(reduites: Vecteur) -> tuple[Vecteur, float]:
    """Axes principaux portant au moins 80 % de la variance, signe fixé, et la part qu'ils portent."""
    _, singulieres, directions = np.linalg.svd(reduites, full_matrices=False)
    parts = np.cumsum(singulieres**2) / np.sum(singulieres**2)
    garde = int(np.searchsorted(parts, VARIANCE_GARDEE - 1e-12)) + 1
    axes = directions[:garde].T
    dominants = np.argmax(np.abs(axes).round(9), axis=0)
    return axes * np.sign(axes[dominants, np.arange(garde)]), float(parts[garde - 1])
