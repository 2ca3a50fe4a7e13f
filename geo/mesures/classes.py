"""Mise en classes d'une distribution pour la carte choroplèthe."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

METHODES = {
    "quantiles": "Quantiles (autant de territoires par classe)",
    "jenks": "Jenks (seuils naturels)",
    "egales": "Intervalles égaux",
    "manuelles": "Seuils choisis",
}
CLASSES_MIN, CLASSES_MAX = 3, 7
SANS_DONNEE = -1


@dataclass(frozen=True)
class Classement:
    """Résultat d'une mise en classes.

    Attributes
    ----------
    bornes : tuple of float
        n + 1 bornes croissantes ; la classe i va de ``bornes[i]`` (exclue, sauf i = 0) à ``bornes[i + 1]`` (incluse).
    indices : ndarray of int
        Classe de chaque valeur, ``SANS_DONNEE`` (-1) si elle manque.
    effectifs : tuple of int
        Nombre de territoires par classe.
    sans_donnee : int
        Nombre de territoires sans valeur.
    gvf : float
        Qualité d'ajustement (*goodness of variance fit*), entre 0 et 1 ; Jenks 1967. NaN sans variance.
    """

    bornes: tuple[float, ...]
    indices: NDArray[np.int64]
    effectifs: tuple[int, ...]
    sans_donnee: int
    gvf: float


def classer(  # noqa: PLR0913 - chaque réglage est offert à l'écran
    valeurs: NDArray[np.float64],
    methode: str = "quantiles",
    nombre: int = 5,
    *,
    seuils: Sequence[float] = (),
    pivot: float | None = None,
    decimales: int | None = None,
) -> Classement:
    """Met des valeurs en classes.

    Parameters
    ----------
    valeurs : ndarray, shape (n,)
        Valeurs ; NaN = sans donnée.
    methode : {"quantiles", "jenks", "egales", "manuelles"}
        Méthode (mapclassify) ; les seuils manuels hors de l'étendue sont ignorés.
    nombre : int
        Nombre de classes voulu ; réduit quand il y a moins de valeurs distinctes.
    seuils : sequence of float
        Seuils intérieurs de la méthode « manuelles ».
    pivot : float, optional
        Valeur charnière (0 pour une évolution) : le seuil intérieur le plus proche y est amené,
        afin qu'aucune classe ne mêle hausse et baisse ; aux seuils manuels, il s'ajoute.
    decimales : int, optional
        Arrondi des seuils, pour que la légende dise exactement ce que la carte montre.

    Raises
    ------
    ValueError
        Méthode inconnue.
    """
    if methode not in METHODES:
        raise ValueError(f"Méthode de classes inconnue : {methode}. Choisir parmi {', '.join(METHODES)}.")
    observees = valeurs[np.isfinite(valeurs)]
    interieurs = _interieurs(observees, methode, nombre, seuils)
    if decimales is not None:
        interieurs = [round(s, decimales) for s in interieurs]
    bornes = _bornes(observees, interieurs, pivot, ajouter=methode == "manuelles")
    return ranger(valeurs, bornes)


def ranger(valeurs: NDArray[np.float64], bornes: Sequence[float]) -> Classement:
    """Range des valeurs entre des bornes données ; -∞ et +∞ ouvrent les classes extrêmes."""
    indices = np.where(np.isfinite(valeurs), np.searchsorted(bornes[1:-1], valeurs, side="left"), SANS_DONNEE)
    classes = max(len(bornes) - 1, 0)
    effectifs = tuple(int(n) for n in np.bincount(indices[indices >= 0], minlength=classes)[:classes])
    manquantes = int((indices == SANS_DONNEE).sum())
    return Classement(tuple(bornes), indices.astype(np.int64), effectifs, manquantes, _gvf(valeurs, indices))


def _interieurs(observees: NDArray[np.float64], methode: str, nombre: int, seuils: Sequence[float]) -> list[float]:
    """Seuils intérieurs bruts."""
    if methode == "manuelles":
        return [float(s) for s in seuils]
    nombre = min(nombre, np.unique(observees).size)
    if nombre <= 1:
        return []
    if methode == "quantiles":
        return [float(s) for s in np.quantile(observees, np.linspace(0, 1, nombre + 1)[1:-1])]
    import mapclassify  # noqa: PLC0415 - charge scikit-learn : 100 Mo que les quantiles, par défaut, n'ont pas à payer

    outil = mapclassify.FisherJenks if methode == "jenks" else mapclassify.EqualInterval
    with warnings.catch_warnings():  # quelques centaines de valeurs : numba n'est pas utile
        warnings.filterwarnings("ignore", message="Numba not installed")
        return [float(s) for s in outil(observees, k=nombre).bins[:-1]]


def _bornes(
    observees: NDArray[np.float64], interieurs: list[float], pivot: float | None, *, ajouter: bool
) -> list[float]:
    """Bornes croissantes et distinctes ; le pivot s'ajoute ou remplace le seuil le plus proche ; vide sans valeur."""
    if observees.size == 0:
        return []
    bas, haut = float(observees.min()), float(observees.max())
    if pivot is not None and bas < pivot < haut:
        proche = pivot if ajouter else min(interieurs, key=lambda s: abs(s - pivot), default=pivot)
        interieurs = [s for s in interieurs if s != proche] + [pivot]
    return [bas, *sorted({s for s in interieurs if bas <= s < haut}), haut]


def _gvf(valeurs: NDArray[np.float64], indices: NDArray[np.int64]) -> float:
    """1 − Σ des carrés des écarts intra-classes / Σ des carrés des écarts à la moyenne (Jenks 1967)."""
    presentes = indices >= 0
    if not presentes.any():
        return float("nan")
    x, classe = valeurs[presentes], indices[presentes]
    total = float(((x - x.mean()) ** 2).sum())
    moyennes = np.bincount(classe, x) / np.maximum(np.bincount(classe), 1)
    return float("nan") if total == 0 else 1 - float(((x - moyennes[classe]) ** 2).sum()) / total
