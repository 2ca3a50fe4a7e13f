"""Géométrie des couvertures : nettoyer, combler, dissoudre, simplifier, arrondir sans trou ni recouvrement.

Une « couverture » est ici un tableau de polygones shapely qui ne se recouvrent pas et dont les frontières communes
ont exactement les mêmes sommets (au sens de ``shapely.coverage_is_valid``).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from donnees.erreurs import ErreurDonnees

Geometries = npt.NDArray[np.object_]

FENTE: Final = 150.0
"""Largeur (m) sous laquelle un vide entre deux communes est un défaut de numérisation."""
MIETTE: Final = 10_000.0
"""Aire (m²) sous laquelle un morceau détaché d'une commune est un débris de nettoyage."""


class CouvertureInvalide(ErreurDonnees, ValueError):
    """Des polygones se recouvrent, ou une frontière commune n'a pas les mêmes sommets des deux côtés."""


def projeter(geometries: Geometries, depuis: int, vers: int) -> Geometries:
    """Change de système de coordonnées (codes EPSG)."""
    passage = pyproj.Transformer.from_crs(depuis, vers, always_xy=True)
    projetees = shapely.transform(geometries, lambda xy: np.column_stack(passage.transform(xy[:, 0], xy[:, 1])))
    return np.asarray(projetees, dtype=object)


def est_valide(couverture: Geometries) -> bool:
    """Dit si chaque polygone est valide et si l'ensemble forme une couverture."""
    return bool(shapely.is_valid(couverture).all()) and bool(shapely.coverage_is_valid(couverture))


def exiger_valide(couverture: Geometries, nom: str) -> None:
    """Lève `CouvertureInvalide` si la couverture ne tient pas."""
    if not est_valide(couverture):
        aretes = int((~shapely.is_empty(shapely.coverage_invalid_edges(couverture))).sum())
        raise CouvertureInvalide(
            f"{nom} : couverture invalide ({aretes} polygones en cause). "
            "Revoir le nettoyage ou la tolérance de simplification."
        )


def nettoyer(geometries: Geometries) -> Geometries:
    """Rend une couverture à partir de polygones presque jointifs (à vérifier une fois les trous comblés)."""
    return sans_miettes(np.asarray(shapely.coverage_clean(geometries, gap_width=FENTE), dtype=object))


def sans_miettes(geometries: Geometries, seuil: float = MIETTE) -> Geometries:
    """Retire les morceaux d'aire inférieure à ``seuil``, sauf le plus grand morceau de chaque polygone."""
    morceaux, rang = shapely.get_parts(geometries, return_index=True)
    table = pd.DataFrame({"rang": rang, "aire": shapely.area(morceaux)})
    plus_grand = table.groupby("rang")["aire"].transform("max")
    garde = (table["aire"] >= seuil) | (table["aire"] == plus_grand)
    touches = sorted(set(table.loc[~garde, "rang"]))
    resultat = geometries.copy()
    for numero in touches:
        parts = morceaux[(garde & (table["rang"] == numero)).to_numpy()]
        resultat[numero] = parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
    return resultat


def trous(couverture: Geometries) -> Geometries:
    """Rend les vides intérieurs de l'union, en polygones."""
    union = shapely.get_parts(shapely.coverage_union_all(couverture))
    anneaux = [anneau for polygone in union for anneau in polygone.interiors]
    return np.array([shapely.polygons(anneau) for anneau in anneaux], dtype=object)


def frontieres(couverture: Geometries, rangs: npt.NDArray[np.intp], morceau: shapely.Geometry) -> pd.Series:
    """Longueur de frontière que les polygones de rang ``rangs`` partagent avec ``morceau`` ; les nulles sont omises."""
    partage = shapely.intersection(shapely.boundary(couverture[rangs]), shapely.boundary(morceau))
    longueurs = pd.Series(shapely.length(partage), index=rangs, dtype="float64")
    if not (longueurs > 0).any():
        raise CouvertureInvalide(f"Un vide n'a pas de voisin : {shapely.centroid(morceau).wkt}.")
    return longueurs[longueurs > 0]


def attribuer(
    couverture: Geometries, morceaux: Geometries, admis: npt.NDArray[np.bool_], places: npt.NDArray[np.int64]
) -> npt.NDArray[np.intp]:
    """Choisit le polygone voisin qui reçoit chaque morceau.

    Les voisins qui ont encore une place l'emportent, puis la plus longue frontière ; les morceaux qui ont le moins de
    tels voisins sont servis d'abord, et chaque morceau servi prend une place.

    Parameters
    ----------
    couverture, morceaux : ndarray of geometry
    admis : ndarray of bool, shape (morceaux, couverture)
        Couples permis ; un morceau sans voisin permis prend n'importe quel voisin.
    places : ndarray of int
        Nombre de morceaux que chaque polygone attend.

    Returns
    -------
    ndarray of int
        Rang dans ``couverture``, un par morceau.
    """
    voisins, arbre = [], shapely.STRtree(couverture)
    for rang, morceau in enumerate(morceaux):
        longueurs = frontieres(couverture, np.sort(arbre.query(morceau, predicate="intersects")), morceau)
        permis = longueurs[admis[rang, longueurs.index]]
        voisins.append(longueurs if permis.empty else permis)
    attentes = np.array([int((places[longueurs.index] > 0).sum()) for longueurs in voisins])
    restantes, choix = places.copy(), np.zeros(len(morceaux), dtype=np.intp)
    for rang in np.lexsort((np.arange(len(morceaux)), np.where(attentes == 0, len(places), attentes))):
        longueurs = voisins[rang]
        attendus = longueurs[restantes[longueurs.index] > 0]
        choix[rang] = (longueurs if attendus.empty else attendus).idxmax()
        restantes[choix[rang]] -= 1
    return choix


def joindre(couverture: Geometries, morceaux: Geometries, rangs: npt.NDArray[np.intp]) -> Geometries:
    """Réunit chaque morceau au polygone de rang donné."""
    resultat = couverture.copy()
    for rang in sorted(set(rangs.tolist())):
        resultat[rang] = shapely.coverage_union_all([couverture[rang], *morceaux[rangs == rang]])
    return resultat


def dissoudre(couverture: Geometries, cles: npt.NDArray[np.object_]) -> pd.Series:
    """Fond les polygones par clé.

    Returns
    -------
    Series of geometry
        Indexée par clé croissante ; la clé ``""`` est ignorée.
    """
    groupes = pd.Series(np.arange(len(cles))).groupby(pd.Series(cles)).indices
    codes = sorted(str(code) for code in groupes if code)
    fondus = [shapely.coverage_union_all(couverture[groupes[code]]) for code in codes]
    return pd.Series(fondus, index=pd.Index(codes, dtype="str"), dtype=object)


def simplifier(couverture: Geometries, tolerance: float) -> Geometries:
    """Simplifie les frontières (m), partagées comprises : une couverture valide le reste (`arrondir` le vérifie)."""
    return np.asarray(shapely.coverage_simplify(couverture, tolerance), dtype=object)


def arrondir(geometries: Geometries, pas: float, nom: str) -> Geometries:
    """Pose les sommets sur une grille de ``pas`` degrés sans rompre la couverture.

    L'arrondi simple suffit presque toujours ; quand il replie un polygone, la couverture est renouée sur la grille
    (``snap rounding``) puis ses faces rendues à leur polygone d'origine.

    Returns
    -------
    ndarray of geometry
        Coordonnées entières (en pas de grille).
    """
    exactes = np.asarray(shapely.transform(geometries, lambda xy: xy / pas), dtype=object)
    grille = np.asarray(shapely.transform(exactes, np.rint), dtype=object)
    grille = np.asarray(shapely.remove_repeated_points(grille), dtype=object)
    if est_valide(grille):
        return grille
    renouee = _renouer(grille, exactes)
    exiger_valide(renouee, nom)
    return renouee


def _renouer(grille: Geometries, exactes: Geometries) -> Geometries:
    """Renoue les frontières arrondies et rend chaque face au polygone exact qui contient son point intérieur."""
    lignes = shapely.union_all(shapely.boundary(grille), grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lignes)))
    faces = faces[np.lexsort(shapely.bounds(faces).T)]
    rang_face, rang_polygone = shapely.STRtree(exactes).query(shapely.point_on_surface(faces), predicate="intersects")
    liens = pd.DataFrame({"face": rang_face, "polygone": rang_polygone}).groupby("face")["polygone"].min()
    par_polygone = liens.index.to_series().groupby(liens.to_numpy()).agg(list)
    renouees = exactes.copy()
    for rang in range(len(exactes)):
        if rang not in par_polygone.index:
            raise CouvertureInvalide(f"Un polygone disparaît à l'arrondi : {shapely.centroid(exactes[rang]).wkt}.")
        renouees[rang] = shapely.coverage_union_all(faces[par_polygone[rang]])
    return renouees


def point_interieur(geometries: Geometries) -> Geometries:
    """Point représentatif du plus grand morceau de chaque polygone."""
    morceaux, rang = shapely.get_parts(geometries, return_index=True)
    table = pd.DataFrame({"rang": rang, "aire": shapely.area(morceaux)})
    premiers = table.sort_values(["rang", "aire"], ascending=[True, False], kind="stable").drop_duplicates("rang")
    return np.asarray(shapely.point_on_surface(morceaux[premiers.index.to_numpy()]), dtype=object)
