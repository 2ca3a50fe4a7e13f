"""Pour chaque type, dans chaque commune de France : combien il y en a, et à combien de kilomètres est le plus proche.

Une distance va du point de la commune à celui de la commune équipée la plus proche, à vol d'oiseau ; elle est nulle
quand la commune est équipée. Le point est celui de la mairie, au chef-lieu ; à défaut d'une position qui tombe dans la
commune, un point intérieur du contour (`donnees.etapes.centres`, colonne ``point`` de ``territoires``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from donnees import entrepot
from geo.commerces import sphere
from geo.commerces.types import HORS_RELEVE, types
from geo.territoires.index import index

Reels = NDArray[np.float64]
AUCUN = -1
CORSE = ("2A", "2B")


@dataclass(frozen=True, eq=False)
class Releve:
    """Un type dans toutes les communes, dans l'ordre de `geo.territoires.index`.

    Attributes
    ----------
    nombre : ndarray of float, shape (n,)
        Nombre d'équipements ; NaN où la source ne relève pas ce type.
    km : ndarray of float, shape (n,)
        Kilomètres jusqu'au plus proche sans traverser la mer (voir `secteurs`) ; 0 dans une commune équipée ; NaN s'il
        n'y en a aucun, ou si le type n'est pas relevé.
    proche : ndarray of int, shape (n,)
        Rang de la commune équipée la plus proche ; −1 s'il n'y en a pas.
    estimees : ndarray of bool, shape (n,)
        Communes dont le nombre est estimé.
    """

    nombre: Reels
    km: Reels
    proche: NDArray[np.intp]
    estimees: NDArray[np.bool_]

    @property
    def connu(self) -> NDArray[np.bool_]:
        """Communes où le type est relevé."""
        return np.isfinite(self.nombre)


@cache
def positions() -> Reels:
    """Point de chaque commune sur la sphère unité."""
    lieux = entrepot.territoires("commune").reindex(index().codes)
    return sphere.vecteurs(lieux["lon"].to_numpy(dtype=np.float64), lieux["lat"].to_numpy(dtype=np.float64))


@cache
def secteurs() -> NDArray[np.str_]:
    """Terre de chaque commune : le continent, la Corse (ses deux départements), ou son département d'outre-mer.

    On ne cherche jamais le plus proche d'une terre à l'autre. Les petites îles d'un même ensemble n'en sont pas
    séparées : Ouessant est à vol d'oiseau du Finistère, Marie-Galante de la Grande-Terre.
    """
    codes = entrepot.table("appartenance").set_index("commune")["departement"].reindex(index().codes).tolist()
    return np.array([d if d.startswith("97") else "corse" if d in CORSE else "continent" for d in codes])


@lru_cache(maxsize=64)
def releve(code: str) -> Releve:
    """Relevé d'un type dans toutes les communes (une vingtaine de millisecondes, gardé en mémoire)."""
    lignes = _lignes()[code]
    rang, nombre = index().rang, np.zeros(len(index().codes))
    estimees = np.zeros(len(nombre), dtype=np.bool_)
    rangs = np.array([rang[commune] for commune in lignes["commune"]], dtype=np.intp)
    nombre[rangs] = lignes["nombre"].to_numpy(dtype=np.float64)
    estimees[rangs] = (lignes["statut"] == "e").to_numpy()
    nombre[np.isin(secteurs(), HORS_RELEVE.get(code, ()))] = np.nan
    km, proche = distances(positions(), secteurs(), nombre)
    return Releve(nombre, km, proche, estimees)


@cache
def _lignes() -> dict[str, pd.DataFrame]:
    return {str(code): lignes for code, lignes in entrepot.table("equipements").groupby("type")}


def distances(points: Reels, terres: NDArray[np.str_], nombre: Reels) -> tuple[Reels, NDArray[np.intp]]:
    """Kilomètres jusqu'au point équipé le plus proche de la même terre, et son rang.

    Parameters
    ----------
    points : ndarray, shape (n, 3)
        Sur la sphère unité.
    terres : ndarray of str, shape (n,)
        Terre de chaque point.
    nombre : ndarray, shape (n,)
        Équipements de chaque point ; NaN non relevé.

    Returns
    -------
    km, rangs
        0 et soi-même là où il y a un équipement ; NaN et −1 sans équipement sur cette terre.
    """
    km, proche = np.full(len(nombre), np.nan), np.full(len(nombre), AUCUN, dtype=np.intp)
    equipes = np.nan_to_num(nombre) > 0
    for terre in np.unique(terres):
        ici = np.flatnonzero((terres == terre) & np.isfinite(nombre))
        sources = ici[equipes[ici]]
        if sources.size:
            trouvees, rangs = sphere.plus_proches(points[ici], points[sources])
            km[ici], proche[ici] = trouvees, sources[rangs]
    soi = np.flatnonzero(equipes)
    km[soi], proche[soi] = 0.0, soi
    return km, proche


def prechauffer() -> int:
    """Calcule les quarante relevés ; rend leur nombre."""
    return len([releve(code) for code in types()])
