"""Ce que la carte cadre : le territoire et ce qui l'entoure, chaque terre d'outre-mer dans son cadre."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from donnees import entrepot
from geo import territoires
from geo.territoires import perimetre
from geo.territoires.formes import Geometrie, Geometries

METROPOLE = (-5.3, 41.2, 9.8, 51.2)
CARTOUCHES = {
    "Guadeloupe": (-61.9, 15.8, -60.9, 16.6),
    "Martinique": (-61.3, 14.35, -60.75, 14.95),
    "Guyane": (-54.7, 2.0, -51.5, 5.9),
    "La Réunion": (55.15, -21.45, 55.9, -20.8),
    "Mayotte": (44.95, -13.05, 45.35, -12.6),
}
HAUTEUR_MIN, HAUTEUR_MAX = 7.0, 11.0
MARGE = {"commune": 0.12, "zone_emploi": 0.9}
"""Ce qu'on montre autour du territoire, en parts de sa propre étendue."""
MARGE_SITUATION = 0.7
MARGE_MIN, MARGE_MAX = 0.015, 1.0
"""En degrés."""
MARGE_PAYS = 0.03
VASTE = 6.0
"""Étendue, en degrés, au-delà de laquelle on ne montre plus rien autour."""
CONTOURS_PROPRES = ("zone_emploi", "departement", "region")
Emprise = tuple[float, float, float, float]


@dataclass(frozen=True)
class Vue:
    """Un cadre de la carte ; ``nom`` vide pour le principal."""

    nom: str
    emprise: Emprise


class Contours(NamedTuple):
    """Les territoires d'un niveau, leurs formes et les bords de chacune (ouest, sud, est, nord), en degrés."""

    codes: tuple[str, ...]
    formes: Geometries
    bornes: NDArray[np.float64]


@lru_cache(maxsize=4)
def contours(niveau: str) -> Contours:
    """Contours d'un niveau, dans l'ordre de leur fichier ; partagés, à ne pas modifier."""
    codes, formes = entrepot.geometries(niveau)
    return Contours(tuple(codes), formes, shapely.bounds(formes))


@lru_cache(maxsize=32)
def contour_de(communes: tuple[str, ...]) -> Geometrie:
    """Contour du territoire : celui de son niveau s'il est publié, sinon l'union de ses communes."""
    publies = [paire for paire in territoires.identiques(communes) if paire[0] in CONTOURS_PROPRES]
    if publies:
        niveau, code = publies[0]
        siens = contours(niveau)
        return siens.formes[siens.codes.index(code)]
    if any(niveau == "france" for niveau, _ in territoires.identiques(communes)):
        return shapely.union_all(contours("region").formes)
    return perimetre.geometrie(communes)


def vues(contour: Geometrie, marge: float) -> list[Vue]:
    """La métropole d'abord si le territoire la touche, puis chaque terre d'outre-mer qu'il touche."""
    morceaux = [("", _touche(contour, METROPOLE)), *((nom, _touche(contour, e)) for nom, e in CARTOUCHES.items())]
    vues = [Vue(nom, _elargir(bornes, marge)) for nom, bornes in morceaux if bornes]
    return [Vue("", vues[0].emprise), *vues[1:]] if vues else [Vue("", _elargir(contour.bounds, marge))]


def _touche(contour: Geometrie, emprise: Emprise) -> Emprise | None:
    commun = shapely.intersection(contour, shapely.box(*emprise))
    if commun.is_empty:
        return None
    ouest, sud, est, nord = commun.bounds
    return ouest, sud, est, nord


def _elargir(bornes: Emprise, marge: float) -> Emprise:
    ouest, sud, est, nord = bornes
    etendue = max(est - ouest, nord - sud)
    autour = MARGE_PAYS * etendue if etendue > VASTE else min(max(marge * etendue, MARGE_MIN), MARGE_MAX)
    return ouest - autour, sud - autour, est + autour, nord + autour


def ajuster(emprise: Emprise, rapport: float) -> Emprise:
    """Élargit l'emprise jusqu'à la forme du cadre (largeur ÷ hauteur), sans la couper."""
    ouest, sud, est, nord = emprise
    raccourci = float(np.cos(np.radians((sud + nord) / 2)))
    large = max((est - ouest), (nord - sud) * rapport / raccourci)
    haut = max((nord - sud), (est - ouest) * raccourci / rapport)
    x, y = (ouest + est) / 2, (sud + nord) / 2
    return x - large / 2, y - haut / 2, x + large / 2, y + haut / 2


def hauteur_de(emprise: Emprise, largeur: float) -> float:
    """Hauteur du cadre, en centimètres."""
    ouest, sud, est, nord = emprise
    rapport = (nord - sud) / ((est - ouest) * np.cos(np.radians((sud + nord) / 2)))
    return float(np.clip(largeur * rapport, HAUTEUR_MIN, HAUTEUR_MAX))
