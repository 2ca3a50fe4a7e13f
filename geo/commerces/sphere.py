"""Distances au grand cercle, cherchées dans un arbre k-d sur la sphère.

La corde qui joint deux points de la sphère croît avec l'arc : le plus proche en ligne droite dans l'espace l'est aussi
au sol. On cherche donc dans un arbre k-d à trois dimensions (scipy, `cKDTree`), puis on rend l'arc : 2 R asin(c ÷ 2R).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Reels = NDArray[np.float64]
RAYON_KM: Final = 6371.0088
"""Rayon moyen de la Terre (Union géodésique et géophysique internationale)."""


def vecteurs(lon: Reels, lat: Reels) -> Reels:
    """Points de la sphère unité, shape (n, 3), à partir de degrés."""
    longitude, latitude = np.radians(lon), np.radians(lat)
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


def arc_km(cordes: Reels) -> Reels:
    """Longueur de l'arc, en kilomètres, sous-tendu par des cordes de la sphère unité."""
    arcs: Reels = 2 * RAYON_KM * np.arcsin(np.minimum(np.asarray(cordes) / 2, 1.0))
    return arcs


def entre_km(depuis: Reels, vers: Reels) -> Reels:
    """Distances, en kilomètres, de chaque point de ``depuis`` à chaque point de ``vers`` : shape (n, m)."""
    from scipy.spatial.distance import cdist  # type: ignore[import-untyped]  # noqa: PLC0415 - scipy n'a pas de types, et se charge en une seconde

    return arc_km(cdist(depuis, vers))


def plus_proches(depuis: Reels, vers: Reels) -> tuple[Reels, NDArray[np.intp]]:
    """Distance en kilomètres au point de ``vers`` le plus proche, et son rang ; ``vers`` n'est pas vide."""
    from scipy.spatial import cKDTree  # type: ignore[import-untyped]  # noqa: PLC0415 - scipy n'a pas de types, et se charge en une seconde

    cordes, rangs = cKDTree(vers).query(depuis)
    return arc_km(cordes), np.asarray(rangs, dtype=np.intp)
