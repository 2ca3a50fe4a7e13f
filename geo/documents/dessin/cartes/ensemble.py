"""La carte entière : son fond coloré, ses cadres, sa légende."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch

from donnees import entrepot
from geo.cartes import legende
from geo.cartes.classes import Reglages, classement, couleurs
from geo.documents.dessin import style
from geo.documents.dessin.cartes.lieux import points, situer
from geo.documents.dessin.cartes.traces import alleger, chemin, grain
from geo.documents.modele import Carte
from geo.mesures.classes import Classement
from geo.mesures.repartitions import repartir
from geo.sorties.cadrage import MARGE, MARGE_SITUATION, Vue, ajuster, contour_de, hauteur_de, vues
from geo.sorties.carte import GRIS, NEUTRE, geometries
from geo.territoires.formes import Geometrie

GAUCHE = 11.6
"""Largeur d'une carte qui laisse place à sa légende, en centimètres."""
COMMUNES_MAX = 1500
"""Au-delà, les limites des communes noirciraient la carte : celles des zones d'emploi suffisent."""
CERNE = "#cfe0e7"


def carte(dessin: Carte) -> Figure:
    """Carte de `geo.documents.modele.Carte`."""
    contour = contour_de(dessin.communes)
    premiere, *cartouches = vues(contour, MARGE[dessin.niveau] if dessin.indicateur else MARGE_SITUATION)
    largeur = GAUCHE if dessin.indicateur else style.LARGEUR
    hauteur = dessin.hauteur or hauteur_de(premiere.emprise, largeur)
    principale = Vue("", ajuster(premiere.emprise, largeur / hauteur))
    totale = hauteur + (2.4 if cartouches else 0)
    tracee = style.figure(totale)
    fond = _fond(dessin)
    cadre = (0, 1 - hauteur / totale, largeur / style.LARGEUR, hauteur / totale)
    _tracer(tracee.add_axes(cadre), fond, contour, principale, dessin)
    for rang, vue in enumerate(cartouches):
        place = (rang * 2.6 / style.LARGEUR, 0, 2.3 / style.LARGEUR, 2.0 / totale)
        repere = tracee.add_axes(place)
        _tracer(repere, fond, contour, Vue(vue.nom, ajuster(vue.emprise, 2.3 / 2.0)), dessin)
        repere.set_title(vue.nom, fontsize=7, color=style.DISCRET, pad=2)
    if dessin.indicateur:
        _legender(tracee, dessin, largeur)
    return tracee


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
        contours = geometries("commune", str(zone))
        contours = contours.loc[contours.index.intersection(dedans)]  # une commune nouvelle n'a pas encore de contour
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


def _tracer(repere: Axes, fond: gpd.GeoDataFrame, contour: Geometrie, vue: Vue, dessin: Carte) -> None:
    ouest, sud, est, nord = vue.emprise
    repere.set_xticks([])
    repere.set_yticks([])
    for bord in repere.spines.values():
        bord.set_color(style.TRAIT)
    repere.set_facecolor("#fbfcfc")
    visibles = fond.cx[ouest:est, sud:nord]
    pieces = [PathPatch(chemin(forme)) for forme in alleger(visibles.geometry.to_numpy(), vue.emprise)]
    traits = PatchCollection(pieces, facecolors=visibles["couleur"], edgecolors=visibles["trait"], linewidths=0.35)
    repere.add_collection(traits)
    cerne = shapely.simplify(contour, grain(vue.emprise))
    if not dessin.indicateur:
        situer(repere, vue.emprise)
    fond_cerne = "none" if dessin.indicateur else CERNE
    repere.add_patch(PathPatch(chemin(cerne), facecolor=fond_cerne, edgecolor=style.ENCRE, linewidth=1.6))
    repere.set_xlim(ouest, est)
    repere.set_ylim(sud, nord)
    if not vue.nom:
        points(repere, dessin, vue.emprise)


def _legender(tracee: Figure, dessin: Carte, largeur: float) -> None:
    """Classes de la carte à l'écran, de la plus haute à la plus basse."""
    nationale = repartir(dessin.indicateur, dessin.niveau, dessin.periode)
    classes, decimales = _classes(dessin), nationale.indicateur.decimales
    rangees = [
        Patch(facecolor=teinte, label=ecrite)
        for teinte, ecrite in zip(
            couleurs(nationale, classes), legende.etiquettes(classes.bornes, decimales), strict=True
        )
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
