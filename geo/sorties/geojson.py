"""Géométries en GeoJSON (RFC 7946) : cinq décimales, soit un mètre, et jamais une de plus ; anneaux à main droite."""

from __future__ import annotations

import json
from typing import Any

import shapely

from geo.territoires.formes import Geometrie

DECIMALES = 5


def geometrie(forme: Geometrie) -> dict[str, Any]:
    """Géométrie GeoJSON d'une forme en degrés (EPSG:4326), restée valide une fois arrondie."""
    nette = shapely.orient_polygons(shapely.set_precision(forme, 10**-DECIMALES))
    ecrite: dict[str, Any] = json.loads(shapely.to_geojson(nette))
    return ecrite | {"coordinates": _arrondir(ecrite["coordinates"])}


def _arrondir(coordonnees: Any) -> Any:  # noqa: ANN401 - listes de listes, plus ou moins profondes selon la géométrie
    if isinstance(coordonnees, list):
        return [_arrondir(element) for element in coordonnees]
    return round(coordonnees, DECIMALES)
