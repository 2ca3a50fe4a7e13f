"""Ce qui est relevé sur un territoire : maisons qui y siègent ou en sont proches, actions qui s'y déroulent."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from donnees import entrepot
from donnees.registre.services import touche
from geo.territoires import Territoire

RAYON_TERRE: Final = 6371.0
"""Kilomètres."""
LOCAUX: Final = ("commune", "epci", "zone_emploi", "departement", "perimetre")
"""Niveaux qui ont un autour : une région, un pays n'en ont pas."""
PROCHES: Final = 2
"""Maisons montrées autour."""


def maisons(toutes: pd.DataFrame, communes: Iterable[str]) -> pd.DataFrame:
    """Maisons dont la commune siège est parmi ``communes``."""
    voulues = set(communes)  # une recherche par maison : la France entière en compte 34 875
    return toutes[[commune in voulues for commune in toutes["commune"].tolist()]]


def actions(toutes: pd.DataFrame, communes: Iterable[str]) -> pd.DataFrame:
    """Actions (table de `geo.actions.tables`) dont un lieu contient une de ces communes, ou en est une."""
    voulues = frozenset(communes)
    return toutes[toutes["lieux"].map(lambda lieux: touche(lieux, voulues)).astype(bool)]


def proches(toutes: pd.DataFrame, communes: Iterable[str], nombre: int) -> pd.DataFrame:
    """Les maisons les plus proches d'un territoire, et leur distance à vol d'oiseau.

    Parameters
    ----------
    toutes : DataFrame
        Colonnes ``lon, lat`` en degrés ; une maison sans point est laissée de côté.
    communes : iterable of str
        Celles du territoire : on mesure depuis le centre de leurs habitants.
    nombre : int
        Maisons rendues au plus.

    Returns
    -------
    DataFrame
        Les mêmes colonnes et ``km``, de la plus proche à la plus lointaine (formule de haversine, rayon 6 371 km).
    """
    ici = _centres().reindex(list(communes)).dropna()
    placees = toutes.dropna(subset=["lon", "lat"])
    if ici.empty or placees.empty:
        return placees.head(0).assign(km=pd.Series(dtype=float))
    poids = ici["population"].to_numpy(dtype=float) + 1e-9  # une commune sans habitant a tout de même un lieu
    lon0, lat0 = (np.radians(np.average(ici[axe].to_numpy(dtype=float), weights=poids)) for axe in ("lon", "lat"))
    lon, lat = (np.radians(placees[axe].to_numpy(dtype=float)) for axe in ("lon", "lat"))
    corde = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat0) * np.cos(lat) * np.sin((lon - lon0) / 2) ** 2
    return placees.assign(km=2 * RAYON_TERRE * np.arcsin(np.sqrt(corde))).nsmallest(nombre, "km")


def autour(partout: pd.DataFrame, dedans: pd.DataFrame, territoire: Territoire | None) -> pd.DataFrame:
    """Les plus proches hors d'un territoire, et leur distance ; aucune sans lui, ou s'il est trop vaste.

    Parameters
    ----------
    partout, dedans : DataFrame
        Maisons retenues dans toute la France, et parmi elles celles du territoire.
    """
    if territoire is None or territoire.niveau not in LOCAUX:
        return partout.head(0)
    return proches(partout[~partout["maison"].isin(dedans["maison"])], territoire.communes, PROCHES)


@cache
def _centres() -> pd.DataFrame:
    """Longitude, latitude et population de chaque commune."""
    return entrepot.territoires("commune")[["lon", "lat", "population"]].astype(float)
