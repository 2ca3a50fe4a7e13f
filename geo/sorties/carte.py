"""Les contours de la carte, à emporter ou à dessiner : par niveau, par zone, ou de communes choisies."""

from __future__ import annotations

import json
from functools import lru_cache

import geopandas as gpd
import pandas as pd

from donnees import entrepot
from geo.mesures.repartitions import Repartition
from geo.sorties.geojson import geometrie

GRIS, NEUTRE = "#d9dee1", "#f1f3f4"
"""Sans donnée ; dans la marge d'une révision."""


@lru_cache(maxsize=16)
def geometries(niveau: str, zone: str = "") -> gpd.GeoDataFrame:
    """Contours d'un niveau (EPSG:4326), indexés par code, lus dans le fichier servi à la carte."""
    codes, formes = entrepot.geometries(niveau, zone)
    return gpd.GeoDataFrame(geometry=list(formes), index=pd.Index(codes, name="code"), crs=4326)


def est_national(repartition: Repartition) -> bool:
    """Vrai si la répartition couvre tout le pays (et non une zone, ou des communes choisies)."""
    return not repartition.zone and len(repartition.codes) == int(entrepot.contour(repartition.niveau)["nombre"])


def contours(repartition: Repartition) -> gpd.GeoDataFrame:
    """Contours des seuls territoires de la répartition ; des communes choisies gardent la finesse de leur zone."""
    codes = list(repartition.codes)
    if repartition.zone or est_national(repartition):
        return geometries(repartition.niveau, repartition.zone).loc[codes]
    zones = entrepot.table("appartenance").set_index("commune").loc[codes, "zone_emploi"].unique()
    return gpd.GeoDataFrame(pd.concat([geometries("commune", str(zone)) for zone in zones])).loc[codes]


def geojson(repartition: Repartition) -> bytes:
    """GeoJSON (RFC 7946) des territoires avec valeur, statut, unité, période et source."""
    table = repartition.table().set_index("code")
    traits = contours(repartition).join(table).reset_index(names="code")
    traits["valeur"] = traits["valeur"].round(repartition.indicateur.decimales + 2)
    bornes = [nom for nom in ("minimum", "maximum") if nom in traits]
    proprietes = json.loads(traits[["code", "libelle", "valeur", *bornes, "statut"]].to_json(orient="records"))
    contenu: dict[str, object] = {
        "type": "FeatureCollection",
        "name": repartition.indicateur.id,
        "features": [
            {"type": "Feature", "properties": siennes, "geometry": geometrie(forme)}
            for siennes, forme in zip(proprietes, traits.geometry, strict=True)
        ],
    }
    contenu["metadonnees"] = {
        "indicateur": repartition.indicateur.libelle,
        "unite": repartition.indicateur.unite,
        "periode": repartition.periode,
        "source": repartition.sources,
        "licence": "Licence Ouverte 2.0",
    }
    return json.dumps(contenu, ensure_ascii=False).encode()
