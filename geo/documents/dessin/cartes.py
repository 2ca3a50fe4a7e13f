"""La carte d'un document : le territoire cerné, ce qui l'entoure en retrait, l'outre-mer en cartouches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from donnees import entrepot
from geo import territoires
from geo.cartes.etat import Reglages, classement, couleurs
from geo.documents.dessin import style
from geo.documents.modele import Carte
from geo.documents.signes import dessinable
from geo.ecriture import formats
from geo.ecriture.textes import couper
from geo.mesures.classes import Classement
from geo.mesures.repartitions import repartir
from geo.sorties.carte import CARTOUCHES, GRIS, METROPOLE, NEUTRE, geometries
from geo.territoires import perimetre
from geo.territoires.formes import Geometrie

HAUTEUR_MIN, HAUTEUR_MAX = 7.0, 11.0
GAUCHE = 11.6
"""Largeur d'une carte qui laisse place à sa légende, en centimètres."""
MARGE = {"commune": 0.12, "zone_emploi": 0.9}
"""Ce qu'on montre autour du territoire, en parts de sa propre étendue."""
MARGE_SITUATION = 0.9
MARGE_MIN, MARGE_MAX = 0.015, 1.0
"""En degrés."""
MARGE_PAYS = 0.03
VASTE = 6.0
"""Étendue, en degrés, au-delà de laquelle on ne montre plus rien autour."""
COMMUNES_MAX = 1500
"""Au-delà, les limites des communes noirciraient la carte : celles des zones d'emploi suffisent."""
CONTOURS_PROPRES = ("zone_emploi", "departement", "region")
CERNE = "#cfe0e7"
VILLES_AUTOUR, NOM_MAX = 14, 40
Emprise = tuple[float, float, float, float]


@dataclass(frozen=True)
class Vue:
    """Un cadre de la carte ; ``nom`` vide pour le principal."""

    nom: str
    emprise: Emprise


def carte(dessin: Carte) -> Figure:
    """Carte de `geo.documents.modele.Carte`."""
    contour = _contour(dessin.communes)
    premiere, *cartouches = _vues(contour, MARGE[dessin.niveau] if dessin.indicateur else MARGE_SITUATION)
    largeur = GAUCHE if dessin.indicateur else style.LARGEUR
    hauteur = dessin.hauteur or _hauteur(premiere.emprise, largeur)
    principale = Vue("", _ajuster(premiere.emprise, largeur / hauteur))
    totale = hauteur + (2.4 if cartouches else 0)
    tracee = style.figure(totale)
    fond = _fond(dessin)
    cadre = (0, 1 - hauteur / totale, largeur / style.LARGEUR, hauteur / totale)
    _tracer(tracee.add_axes(cadre), fond, contour, principale, dessin)
    for rang, vue in enumerate(cartouches):
        place = (rang * 2.6 / style.LARGEUR, 0, 2.3 / style.LARGEUR, 2.0 / totale)
        repere = tracee.add_axes(place)
        _tracer(repere, fond, contour, Vue(vue.nom, _ajuster(vue.emprise, 2.3 / 2.0)), dessin)
        repere.set_title(vue.nom, fontsize=7, color=style.DISCRET, pad=2)
    if dessin.indicateur:
        _legender(tracee, dessin, largeur)
    return tracee


@lru_cache(maxsize=32)
def _contour(communes: tuple[str, ...]) -> Geometrie:
    """Contour du territoire : celui de son niveau s'il est publié, sinon l'union de ses communes."""
    publies = [paire for paire in territoires.identiques(communes) if paire[0] in CONTOURS_PROPRES]
    if publies:
        niveau, code = publies[0]
        return geometries(niveau).geometry.loc[code]
    if any(niveau == "france" for niveau, _ in territoires.identiques(communes)):
        return shapely.union_all(geometries("region").geometry.to_numpy())
    return perimetre.geometrie(communes)


def _vues(contour: Geometrie, marge: float) -> list[Vue]:
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


def _ajuster(emprise: Emprise, rapport: float) -> Emprise:
    """Élargit l'emprise jusqu'à la forme du cadre (largeur ÷ hauteur), sans la couper."""
    ouest, sud, est, nord = emprise
    raccourci = float(np.cos(np.radians((sud + nord) / 2)))
    large = max((est - ouest), (nord - sud) * rapport / raccourci)
    haut = max((nord - sud), (est - ouest) * raccourci / rapport)
    x, y = (ouest + est) / 2, (sud + nord) / 2
    return x - large / 2, y - haut / 2, x + large / 2, y + haut / 2


def _hauteur(emprise: Emprise, largeur: float) -> float:
    """Hauteur du cadre, en centimètres."""
    ouest, sud, est, nord = emprise
    rapport = (nord - sud) / ((est - ouest) * np.cos(np.radians((sud + nord) / 2)))
    return float(np.clip(largeur * rapport, HAUTEUR_MIN, HAUTEUR_MAX))


def _fond(dessin: Carte) -> gpd.GeoDataFrame:
    """Ce qui se colore, avec sa couleur : les zones du pays, ou les communes du territoire sur les zones voisines."""
    zones = geometries("zone_emploi")
    if dessin.niveau == "zone_emploi":
        return zones.assign(couleur=_teintes(dessin, zones.index, ""), trait="white")
    autour = zones.assign(couleur=NEUTRE, trait=style.TRAIT)
    if len(dessin.communes) > COMMUNES_MAX:
        return autour
    siennes = entrepot.table("appartenance").set_index("commune").loc[list(dessin.communes), "zone_emploi"]
    morceaux = [autour]
    for zone in siennes.unique():
        dedans = siennes.index[siennes == zone]
        contours = geometries("commune", str(zone)).loc[dedans]
        trait = "white" if dessin.indicateur else style.TRAIT
        morceaux.append(contours.assign(couleur=_teintes(dessin, contours.index, str(zone)), trait=trait))
    return gpd.GeoDataFrame(pd.concat(morceaux))


def _teintes(dessin: Carte, codes: pd.Index, zone: str) -> list[str]:
    """Couleur de chaque territoire, dans les classes de la carte à l'écran."""
    if not dessin.indicateur:
        return ["white" if dessin.niveau == "commune" else NEUTRE] * len(codes)
    lue = repartir(dessin.indicateur, dessin.niveau, dessin.periode, zone if dessin.niveau == "commune" else "")
    classes = _classes(dessin)
    teintes = couleurs(repartir(dessin.indicateur, dessin.niveau, dessin.periode), classes)
    valeurs = dict(zip(lue.codes, np.round(lue.valeurs, lue.indicateur.decimales), strict=True))
    return [_teinte(valeurs.get(code, np.nan), classes.bornes, teintes) for code in codes]


def _classes(dessin: Carte) -> Classement:
    return classement(dessin.indicateur, dessin.niveau, dessin.periode, "", Reglages())


def _teinte(valeur: float, bornes: Sequence[float], teintes: Sequence[str]) -> str:
    if not np.isfinite(valeur) or not teintes:
        return GRIS
    return teintes[int(np.searchsorted(bornes[1:-1], valeur, side="left"))]


def _grain(emprise: Emprise) -> float:
    """Détail qui ne se verrait pas à l'impression, en degrés."""
    return (emprise[2] - emprise[0]) / 1200


def _alleger(formes: NDArray[np.object_], emprise: Emprise) -> NDArray[np.object_]:
    """Contours simplifiés ensemble : deux voisins gardent la même limite."""
    return np.asarray(shapely.coverage_simplify(formes, _grain(emprise)), dtype=object)


def _tracer(repere: Axes, fond: gpd.GeoDataFrame, contour: Geometrie, vue: Vue, dessin: Carte) -> None:
    ouest, sud, est, nord = vue.emprise
    repere.set_xticks([])
    repere.set_yticks([])
    for bord in repere.spines.values():
        bord.set_color(style.TRAIT)
    repere.set_facecolor("#fbfcfc")
    visibles = fond.cx[ouest:est, sud:nord]
    pieces = [PathPatch(_chemin(forme)) for forme in _alleger(visibles.geometry.to_numpy(), vue.emprise)]
    traits = PatchCollection(pieces, facecolors=visibles["couleur"], edgecolors=visibles["trait"], linewidths=0.35)
    repere.add_collection(traits)
    cerne = shapely.simplify(contour, _grain(vue.emprise))
    if not dessin.indicateur:
        _situer(repere, vue.emprise)
    fond_cerne = "none" if dessin.indicateur else CERNE
    repere.add_patch(PathPatch(_chemin(cerne), facecolor=fond_cerne, edgecolor=style.ENCRE, linewidth=1.6))
    repere.set_xlim(ouest, est)
    repere.set_ylim(sud, nord)
    if not vue.nom:
        _points(repere, dessin, vue.emprise)


def _chemin(forme: Geometrie) -> Path:
    """Tracé d'un polygone ou de plusieurs, trous compris."""
    anneaux = [
        np.asarray(anneau.coords)
        for piece in shapely.get_parts(forme)
        if piece.geom_type == "Polygon"
        for anneau in (piece.exterior, *piece.interiors)
    ]
    return Path.make_compound_path(*(Path(points[:, :2], closed=True) for points in anneaux))


def _situer(repere: Axes, emprise: Emprise) -> None:
    """Limites des départements, en tirets."""
    ouest, sud, est, nord = emprise
    visibles = geometries("departement").cx[ouest:est, sud:nord].geometry.to_numpy()
    pieces = [PathPatch(_chemin(forme)) for forme in _alleger(visibles, emprise)]
    traits = PatchCollection(pieces, facecolors="none", edgecolors=style.COMPARATEUR, linewidths=0.9, linestyles="--")
    repere.add_collection(traits)


def _points(repere: Axes, dessin: Carte, emprise: Emprise) -> None:
    """Villes et maisons du territoire, puis, sur une carte de situation, les villes d'autour, en gris."""
    ouest, sud, est, nord = emprise
    ici = [(lon, lat, nom) for lon, lat, nom in dessin.points if ouest < lon < est and sud < lat < nord]
    autour = [] if dessin.indicateur else _villes(dessin.communes, emprise)
    places: list[tuple[float, float]] = []
    for teinte, villes in ((style.ENCRE, ici), (style.DISCRET, autour)):
        for lon, lat, nom in villes:
            libre = all(abs(lat - y) > (nord - sud) * 0.04 or abs(lon - x) > (est - ouest) * 0.2 for x, y in places)
            if libre or teinte == style.ENCRE:
                repere.plot([lon], [lat], marker="o", markersize=3.2, color=teinte, markeredgecolor="white")
            if libre:
                places.append((lon, lat))
                _nommer(repere, (lon, lat), nom, teinte, a_gauche=lon > ouest + 0.75 * (est - ouest))


def _villes(communes: tuple[str, ...], emprise: Emprise) -> list[tuple[float, float, str]]:
    """Les communes les plus peuplées du cadre, hors du territoire."""
    ouest, sud, est, nord = emprise
    toutes = entrepot.territoires("commune")
    dedans = toutes["lon"].between(ouest, est) & toutes["lat"].between(sud, nord) & ~toutes.index.isin(communes)
    grandes = toutes[dedans].nlargest(VILLES_AUTOUR, "population")
    return list(grandes[["lon", "lat", "libelle"]].itertuples(index=False, name=None))


def _nommer(repere: Axes, lieu: tuple[float, float], nom: str, teinte: str, *, a_gauche: bool) -> None:
    halo = [withStroke(linewidth=2.2, foreground="white")]
    decalage, bord = ((-4, 0), "right") if a_gauche else ((4, 0), "left")
    repere.annotate(
        couper(dessinable(nom), NOM_MAX),
        lieu,
        decalage,
        textcoords="offset points",
        fontsize=7.5,
        color=teinte,
        ha=bord,
        va="center",
        path_effects=halo,
    )


def _legender(tracee: Figure, dessin: Carte, largeur: float) -> None:
    """Classes de la carte à l'écran, de la plus haute à la plus basse."""
    nationale = repartir(dessin.indicateur, dessin.niveau, dessin.periode)
    classes, decimales = _classes(dessin), nationale.indicateur.decimales
    bornes = [formats.nombre(borne, decimales) for borne in classes.bornes]
    rangees = [
        Patch(facecolor=teinte, label=f"{bas} à {haut}")
        for teinte, bas, haut in zip(couleurs(nationale, classes), bornes, bornes[1:], strict=False)
    ]
    sans = Patch(facecolor=GRIS, label="sans donnée")
    tracee.legend(
        handles=[*rangees[::-1], sans],
        title=nationale.indicateur.unite,
        loc="upper left",
        bbox_to_anchor=((largeur + 0.3) / style.LARGEUR, 0.98),
        frameon=False,
        fontsize=style.PETITE,
        title_fontsize=style.PETITE,
        alignment="left",
    )
