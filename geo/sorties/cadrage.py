"""Ce que la carte cadre : le territoire et ce qui l'entoure, chaque terre d'outre-mer dans son cadre."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from geo import territoires
from geo.sorties.carte import CARTOUCHES, METROPOLE, geometries
from geo.territoires import perimetre
from geo.territoires.formes import Geometrie

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


@lru_cache(maxsize=32)
def contour_de(communes: tuple[str, ...]) -> Geometrie:
    """Contour du territoire : celui de son niveau s'il est publié, sinon l'union de ses communes."""
    publies = [paire for paire in territoires.identiques(communes) if paire[0] in CONTOURS_PROPRES]
    if publies:
        niveau, code = publies[0]
        return geometries(niveau).geometry.loc[code]
    if any(niveau == "france" for niveau, _ in territoires.identiques(communes)):
        return shapely.union_all(geometries("region").geometry.to_numpy())
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
