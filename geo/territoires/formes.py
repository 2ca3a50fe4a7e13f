"""La forme d'un ensemble de communes : contour réuni, morceaux, trous, communes détachées, îles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely

from donnees import entrepot
from geo.territoires.index import Entiers, index

Geometrie: TypeAlias = shapely.Geometry
Geometries = npt.NDArray[np.object_]
DECIMALES = 6
"""Les contours sont sur une grille d'au moins 10⁻⁵ degré : l'arrondi rend identiques les sommets de deux fichiers."""
ZONES_EN_MEMOIRE = 64
_MICRODEGRES = 10**DECIMALES
_LATITUDES = 2**30


@dataclass(frozen=True)
class Groupe:
    """Des communes d'un seul tenant, et leurs noms en clair."""

    communes: tuple[str, ...]
    libelle: str


@dataclass(frozen=True)
class Forme:
    """Continuité d'un ensemble de communes.

    Attributes
    ----------
    morceaux : int
        Nombre de groupes d'un seul tenant (une frontière commune, pas un simple coin), îles comprises.
    trous : tuple of Groupe
        Communes non choisies, entourées de communes choisies.
    exclaves : tuple of Groupe
        Communes choisies, détachées du morceau le plus peuplé ; les îles n'en sont pas.
    iles : tuple of Groupe
        Îles entières choisies, d'une commune ou de plusieurs : rien ne leur touche, ce n'est pas une faute.
    """

    morceaux: int
    trous: tuple[Groupe, ...]
    exclaves: tuple[Groupe, ...]
    iles: tuple[Groupe, ...]


def fichiers_contours(communes: Iterable[str]) -> list[str]:
    """Chemins relatifs, triés, des fichiers de contours des zones d'emploi touchées."""
    return sorted(str(entrepot.contour("commune", zone)["fichier"]) for zone in _zones(index().rangs_de(communes)))


@lru_cache(maxsize=64)
def geometrie(communes: tuple[str, ...]) -> Geometrie:
    """Réunit les communes (EPSG:4326) ; vide si aucune n'a de contour (quatre communes du Cantal n'en ont pas)."""
    reunion: Geometrie = shapely.union_all(_polygones(index().rangs_de(communes))[1])
    return reunion


@lru_cache(maxsize=64)
def forme(communes: tuple[str, ...]) -> Forme:
    """Morceaux, trous, exclaves et îles ; les communes sans contour sont ignorées."""
    situees, polygones = _polygones(index().rangs_de(communes))
    population = index().population
    groupes = sorted(_morceaux(situees, polygones), key=lambda g: (-population[g].sum(), g[0]))
    isoles = [_isole(groupe) for groupe in groupes] if len(groupes) > 1 else [False] * len(groupes)
    iles = [groupe for groupe, isole in zip(groupes, isoles, strict=True) if isole]
    continentaux = [groupe for groupe, isole in zip(groupes, isoles, strict=True) if not isole]
    return Forme(
        morceaux=len(groupes),
        trous=tuple(_groupe(trou) for trou in _trous(communes)),
        exclaves=tuple(_groupe(groupe) for groupe in continentaux[1:]),
        iles=tuple(_groupe(groupe) for groupe in iles),
    )


@lru_cache(maxsize=256)
def limitrophes(communes: tuple[str, ...]) -> tuple[str, ...]:
    """Communes qui partagent une limite avec cet ensemble sans en être, par code ; les îles n'en ont pas."""
    choisies = index().rangs_de(communes)
    situees, _ = _polygones(choisies)
    return tuple(index().codes[rang] for rang in _bordantes(situees)) if len(situees) else ()


@lru_cache(maxsize=4)
def voisinages(niveau: str) -> dict[str, tuple[str, ...]]:
    """Code de chaque territoire d'un niveau qui a son fichier de contours → codes de ceux qui le bordent, triés."""
    codes, formes = entrepot.geometries(niveau)
    couples = _frontieres(shapely.transform(formes, lambda sommets: np.round(sommets, DECIMALES)))
    bords: dict[str, set[str]] = {code: set() for code in codes}
    for gauche, droite in couples.tolist():
        bords[codes[gauche]].add(codes[droite])
        bords[codes[droite]].add(codes[gauche])
    return {code: tuple(sorted(leurs)) for code, leurs in bords.items()}


def _groupe(rangs: Entiers) -> Groupe:
    codes = index().codes
    return Groupe(tuple(codes[rang] for rang in rangs), index().nommer(rangs.tolist()))


def _zones(rangs: Entiers) -> list[str]:
    """Zones d'emploi touchées."""
    return [index().territoires["zone_emploi"][rang] for rang in np.unique(index().rangs["zone_emploi"][rangs])]


@lru_cache(maxsize=ZONES_EN_MEMOIRE)
def _zone(code: str) -> tuple[Entiers, Geometries]:
    """Rangs des communes d'une zone et leurs polygones, aux sommets arrondis."""
    codes, formes = entrepot.geometries("commune", code)
    rangs = np.array([index().rang[commune] for commune in codes], dtype=np.intp)
    return rangs, shapely.transform(formes, lambda sommets: np.round(sommets, DECIMALES))


def _polygones(rangs: Entiers) -> tuple[Entiers, Geometries]:
    """Rangs (triés) des communes qui ont un contour, et leurs polygones."""
    return _trier([_zone(code) for code in _zones(rangs)], rangs)


def _trier(zones: Sequence[tuple[Entiers, Geometries]], choisies: Entiers) -> tuple[Entiers, Geometries]:
    tous = np.concatenate([rangs for rangs, _ in zones] or [np.array([], dtype=np.intp)])
    formes = np.concatenate([formes for _, formes in zones] or [np.array([], dtype=object)])
    gardes = np.flatnonzero(np.isin(tous, choisies))
    ordre = gardes[np.argsort(tous[gardes])]
    return tous[ordre], formes[ordre]


def _frontieres(polygones: Geometries) -> Entiers:
    """Couples de rangs de polygones qui partagent un segment, shape (couples, 2).

    Dans une couverture, deux segments distincts ne se croisent pas : la somme de leurs extrémités les identifie.
    """
    parties, formes = shapely.get_parts(polygones, return_index=True)
    anneaux, porteuses = shapely.get_rings(parties, return_index=True)
    porteurs = formes[porteuses]
    sommets, anneau = shapely.get_coordinates(anneaux, return_index=True)
    entiers = np.rint(sommets * _MICRODEGRES).astype(np.int64)
    suivis = anneau[1:] == anneau[:-1]
    sommes = (entiers[1:] + entiers[:-1])[suivis]
    cles, de = sommes[:, 0] * _LATITUDES + sommes[:, 1], porteurs[anneau[1:][suivis]]
    ordre = np.argsort(cles, kind="stable")
    cles, de = cles[ordre], de[ordre]
    doubles = np.flatnonzero((cles[1:] == cles[:-1]) & (de[1:] != de[:-1]))
    return np.unique(np.column_stack([de[doubles], de[doubles + 1]]), axis=0)


def _morceaux(rangs: Entiers, polygones: Geometries) -> list[Entiers]:
    """Groupes d'un seul tenant, de rangs triés."""
    chefs = list(range(len(rangs)))

    def chef(numero: int) -> int:
        while chefs[numero] != numero:
            chefs[numero] = chefs[chefs[numero]]
            numero = chefs[numero]
        return numero

    for gauche, droite in _frontieres(polygones).tolist():
        chefs[chef(gauche)] = chef(droite)
    etiquettes = np.array([chef(numero) for numero in range(len(rangs))], dtype=np.intp)
    return [rangs[etiquettes == etiquette] for etiquette in np.unique(etiquettes)]


def _isole(groupe: Entiers) -> bool:
    """Dit si rien ne touche au groupe, parmi les communes des zones dont le cadre touche le sien."""
    return not len(_bordantes(groupe))


def _bordantes(groupe: Entiers) -> Entiers:
    """Rangs des communes hors du groupe qui partagent une limite avec lui."""
    cadre = shapely.box(*shapely.total_bounds(_polygones(groupe)[1]))
    rangs, polygones = _trier([_zone(code) for code in _zones_autour(cadre)], np.arange(len(index().codes)))
    proches = shapely.intersects(polygones, cadre)
    rangs = rangs[proches]
    dedans = np.isin(rangs, groupe)
    couples = _frontieres(polygones[proches])
    mixtes = couples[dedans[couples[:, 0]] != dedans[couples[:, 1]]]
    touchees = np.unique(mixtes)
    bordantes: Entiers = rangs[touchees[~dedans[touchees]]]
    return bordantes


def _zones_autour(cadre: shapely.Geometry) -> list[str]:
    """Zones d'emploi dont le cadre touche celui-ci."""
    fiches = entrepot.table("contours")
    zones = fiches[(fiches["niveau"] == "commune") & (fiches["zone"] != "")]
    cadres = shapely.box(*(zones[bord].to_numpy() for bord in ("ouest", "sud", "est", "nord")))
    return [str(code) for code in zones["zone"].to_numpy()[shapely.intersects(cadres, cadre)]]


def _trous(communes: tuple[str, ...]) -> list[Entiers]:
    """Communes non choisies dont le centre est dans un trou du contour, trou par trou, du plus peuplé au moins."""
    anneaux, parties = shapely.get_rings(shapely.get_parts(geometrie(communes)), return_index=True)
    interieurs = anneaux[np.diff(parties, prepend=-1) == 0]
    points = entrepot.territoires("commune").reindex(index().codes)
    lon, lat = points["lon"].to_numpy(dtype=np.float64), points["lat"].to_numpy(dtype=np.float64)
    libres = np.setdiff1d(np.arange(len(lon)), index().rangs_de(communes))
    trous = []
    for anneau in interieurs:
        ouest, sud, est, nord = shapely.bounds(anneau)
        proches = libres[(lon[libres] > ouest) & (lon[libres] < est) & (lat[libres] > sud) & (lat[libres] < nord)]
        dedans = proches[shapely.contains_xy(shapely.Polygon(anneau), lon[proches], lat[proches])]
        if len(dedans):
            trous.append(dedans)
    return sorted(trous, key=lambda trou: (-index().population[trou].sum(), trou[0]))
