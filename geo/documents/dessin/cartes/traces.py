"""Des géométries en tracés de matplotlib, sans détail que l'impression ne montrerait pas."""

from __future__ import annotations

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray

from geo.sorties.cadrage import Emprise
from geo.territoires.formes import Geometrie


def grain(emprise: Emprise) -> float:
    """Détail qui ne se verrait pas à l'impression, en degrés."""
    return (emprise[2] - emprise[0]) / 900


def alleger(formes: NDArray[np.object_], emprise: Emprise) -> NDArray[np.object_]:
    """Contours simplifiés ensemble : deux voisins gardent la même limite."""
    return np.asarray(shapely.coverage_simplify(formes, grain(emprise)), dtype=object)


def chemin(forme: Geometrie) -> Path:
    """Tracé d'un polygone ou de plusieurs, trous compris."""
    anneaux = [
        np.asarray(anneau.coords)
        for piece in shapely.get_parts(forme)
        if piece.geom_type == "Polygon"
        for anneau in (piece.exterior, *piece.interiors)
    ]
    return Path.make_compound_path(*(Path(points[:, :2], closed=True) for points in anneaux))
