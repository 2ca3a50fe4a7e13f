"""GeoJSON : cinq décimales au plus, valide, anneaux à main droite, où qu'il s'écrive."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from geo.mesures.repartitions import repartir
from geo.sorties import carte, portrait
from geo.sorties.geojson import DECIMALES
from geo.territoires import lire

PORTRAITS = [("zone_emploi", "0103"), ("epci", "245400676"), ("commune", "54395"), ("france", "FR")]


def _nombres(coordonnees: Any) -> list[float]:
    if isinstance(coordonnees, list):
        return [nombre for element in coordonnees for nombre in _nombres(element)]
    return [coordonnees]


def _eprouver(octets: bytes) -> None:
    """Classe du défaut : bruit de virgule flottante dans une coordonnée, ou géométrie abîmée par l'arrondi."""
    for trait in json.loads(octets)["features"]:
        geometrie = trait["geometry"]
        assert all(len(repr(nombre).partition(".")[2]) <= DECIMALES for nombre in _nombres(geometrie["coordinates"]))
        forme = shapely.from_geojson(json.dumps(geometrie))
        assert forme.is_valid
        assert not forme.is_empty
        polygones = [p for p in shapely.get_parts(forme) if p.geom_type == "Polygon"]
        assert all(shapely.is_ccw(p.exterior) for p in polygones)


@pytest.mark.parametrize(("niveau", "zone"), [("zone_emploi", ""), ("region", ""), ("commune", "0051")])
def test_la_carte(niveau: str, zone: str) -> None:
    _eprouver(carte.geojson(repartir("population", niveau, "", zone)))


@pytest.mark.parametrize(("niveau", "code"), PORTRAITS)
def test_le_portrait(niveau: str, code: str) -> None:
    _eprouver(portrait.geojson(lire(niveau, code)))
