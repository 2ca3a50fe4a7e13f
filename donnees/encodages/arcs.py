"""Une couverture en arcs partagés : la découper, et rassembler ses formes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

Geometries = npt.NDArray[np.object_]
Entiers = npt.NDArray[np.int64]
Points = npt.NDArray[np.float64]
Partie = list[list[list[int]]]
"""Une forme : ses polygones, leurs anneaux, et les numéros d'arcs de chacun."""
Contours = tuple[list[str], list[str], Geometries]
"""Un fichier relu : codes, noms et polygones en degrés, dans l'ordre du fichier."""

DECIMALES: Final = 7


@dataclass(frozen=True)
class Arcs:
    """Arcs d'une couverture.

    Parameters
    ----------
    points : ndarray of int, shape (n, 2)
        Sommets de tous les arcs, bout à bout.
    debuts : ndarray of int
        Rang du premier sommet de chaque arc dans ``points``.
    anneaux : list of list of int
        Arcs de chaque anneau ; un numéro négatif ``~i`` désigne l'arc ``i`` à rebours.
    """

    points: Entiers
    debuts: Entiers
    anneaux: list[list[int]]


def decouper(anneaux: Geometries) -> Arcs:
    """Découpe des anneaux à coordonnées entières en arcs partagés.

    Un sommet est un carrefour quand il n'a pas exactement deux arêtes distinctes ; un arc va d'un carrefour au
    suivant. Deux passages par le même arc ont la même plus petite arête : c'est sa clé, et le sens dans lequel cette
    arête est prise dit le sens du passage.
    """
    xy, anneau = shapely.get_coordinates(anneaux, return_index=True)
    xy = xy.astype(np.int64)
    ouverts = np.append(anneau[1:] == anneau[:-1], False)
    xy, anneau = xy[ouverts], anneau[ouverts]
    etendue = xy - xy.min(axis=0)
    sommets = np.unique(etendue[:, 0] * (etendue[:, 1].max() + 1) + etendue[:, 1], return_inverse=True)[1]
    suivants = _suivants(anneau)
    ordre = _tourner(anneau, sommets, _carrefours(sommets, sommets[suivants]))
    xy, sommets = xy[ordre], sommets[ordre]
    return _assembler(xy, anneau, sommets, _carrefours(sommets, sommets[suivants]))


def _suivants(anneau: Entiers) -> Entiers:
    """Rang du sommet suivant sur le même anneau."""
    rangs = np.arange(len(anneau))
    premiers = np.flatnonzero(np.diff(anneau, prepend=-1))
    suivants = rangs + 1
    suivants[np.append(premiers[1:], len(anneau)) - 1] = premiers
    return suivants


def _aretes(de: Entiers, vers: Entiers) -> Entiers:
    """Clé de chaque arête, la même dans les deux sens."""
    bas, haut = np.minimum(de, vers), np.maximum(de, vers)
    return np.asarray(bas * (haut.max() + 1) + haut, dtype=np.int64)


def _carrefours(de: Entiers, vers: Entiers) -> npt.NDArray[np.bool_]:
    """Dit pour chaque passage si son sommet de départ est un carrefour."""
    uniques = np.unique(_aretes(de, vers), return_index=True)[1]
    nombre = int(de.max()) + 1
    degres = np.bincount(de[uniques], minlength=nombre) + np.bincount(vers[uniques], minlength=nombre)
    return np.asarray(degres[de] != 2, dtype=np.bool_)  # noqa: PLR2004 - une arête arrive, une arête part


def _tourner(anneau: Entiers, sommets: Entiers, carrefours: npt.NDArray[np.bool_]) -> Entiers:
    """Ordre des sommets qui fait partir chaque anneau d'un carrefour, à défaut de son plus petit sommet."""
    premiers = np.flatnonzero(np.diff(anneau, prepend=-1))
    tailles = np.diff(np.append(premiers, len(anneau)))
    departs = np.lexsort((sommets, ~carrefours, anneau))[premiers]
    decalages = np.repeat(departs - premiers, tailles)
    bases = np.repeat(premiers, tailles)
    return np.asarray(bases + (np.arange(len(anneau)) - bases + decalages) % np.repeat(tailles, tailles))


def _assembler(xy: Entiers, anneau: Entiers, sommets: Entiers, carrefours: npt.NDArray[np.bool_]) -> Arcs:
    suivants = _suivants(anneau)
    tetes = np.flatnonzero(carrefours | (np.diff(anneau, prepend=-1) != 0))
    longueurs = np.diff(np.append(tetes, len(anneau)))
    aretes = _aretes(sommets, sommets[suivants])
    cles = np.minimum.reduceat(aretes, tetes)
    porteuses = aretes == np.repeat(cles, longueurs)
    sens = (sommets < sommets[suivants])[porteuses]
    _, premiers, numeros = np.unique(cles, return_index=True, return_inverse=True)
    rang = np.empty(len(premiers), dtype=np.int64)
    rang[np.argsort(premiers)] = np.arange(len(premiers))
    arcs = rang[numeros]
    passages = np.where(sens == sens[premiers][numeros], arcs, ~arcs).tolist()
    bornes = np.searchsorted(anneau[tetes], np.arange(int(anneau[-1]) + 2)).tolist()
    gardes = np.sort(premiers)
    tailles = longueurs[gardes] + 1
    debuts = np.cumsum(tailles) - tailles
    dans_arc = np.arange(int(tailles.sum())) - np.repeat(debuts, tailles)
    rangs = np.repeat(tetes[gardes], tailles) + dans_arc
    fins = debuts + tailles - 1
    rangs[fins] = suivants[rangs[fins] - 1]
    return Arcs(xy[rangs], debuts, [passages[a:b] for a, b in itertools.pairwise(bornes)])


def decouper_formes(grille: Geometries) -> tuple[Arcs, list[Partie]]:
    """Arcs d'une couverture, et pour chaque forme ses polygones, leurs anneaux et les arcs de chacun."""
    morceaux, rang_forme = shapely.get_parts(grille, return_index=True)
    anneaux, rang_morceau = shapely.get_rings(morceaux, return_index=True)
    arcs = decouper(anneaux)
    return arcs, _grouper(_grouper(arcs.anneaux, rang_morceau), rang_forme)


def trancher(liste: list[Any], debuts: Entiers) -> list[list[Any]]:
    """Coupe une liste à chaque rang de début."""
    bornes = [*debuts.tolist(), len(liste)]
    return [liste[a:b] for a, b in itertools.pairwise(bornes)]


def _grouper(liste: list[Any], rangs: npt.NDArray[np.intp]) -> list[list[Any]]:
    """Regroupe les éléments consécutifs de même rang (rangs croissants, sans manque)."""
    return trancher(liste, np.flatnonzero(np.diff(rangs, prepend=-1)))


def emprise(grille: Geometries, pas: float) -> list[float]:
    """Rectangle d'une couverture, en degrés : la ``bbox`` de ses fichiers."""
    return [round(float(borne) * pas, DECIMALES) for borne in shapely.total_bounds(grille)]


def rassembler(parties: Iterable[Partie], arcs: list[Points]) -> Geometries:
    """Réciproque de `decouper_formes` : les frontières communes sont identiques au bit près."""
    formes = []
    for partie in parties:
        contours = [[_anneau(numeros, arcs) for numeros in anneaux] for anneaux in partie]
        polygones = [shapely.Polygon(contour, trous) for contour, *trous in contours]
        formes.append(polygones[0] if len(polygones) == 1 else shapely.MultiPolygon(polygones))
    return np.array(formes, object)


def _anneau(numeros: list[int], arcs: list[Points]) -> Points:
    """Met bout à bout les arcs d'un anneau ; un numéro négatif ``~i`` désigne l'arc ``i`` à rebours."""
    morceaux = [arcs[numero] if numero >= 0 else arcs[~numero][::-1] for numero in numeros]
    return np.vstack([morceaux[0], *[morceau[1:] for morceau in morceaux[1:]]])
