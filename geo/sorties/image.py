"""L'image de la carte (PNG ou SVG) : ce que l'écran montre, couches et périmètre compris, avec titre, source, date."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from donnees import entrepot
from geo.cartes.classes import Reglages, couleurs, mettre_en_classes
from geo.ecriture import formats
from geo.ecriture.textes import couper, replier
from geo.mesures import phrases
from geo.mesures.repartitions import Repartition
from geo.sorties import legendes, police, signes
from geo.sorties.cadrage import CARTOUCHES, METROPOLE
from geo.sorties.carte import contours, est_national
from geo.sorties.couches import Montre
from geo.sorties.legendes import CERCLE, CERCLE_BORD, DISCRET, ENCRE, HACHURE, HACHURE_FOND, RAYON_MAX, TITRE_MAX
from geo.territoires.formes import geometrie

Cadre = tuple[float, float, float, float]
Emprise = tuple[float, ...]
TAILLE, POINTS_PAR_POUCE = (9.0, 9.6), 160
CARTE: Cadre = (0.02, 0.2, 0.7, 0.7)
MARGE = 1.03
"""Ce qu'on laisse autour de ce qui est cadré."""
TITRE_LARGEUR, SOURCE_LARGEUR = 80, 165
TROP_DE_LIMITES = 3000
"""Au-delà, des limites blanches couvriraient les couleurs."""
MER, NEUTRE, CHOIX, ACCENT = "#eef3f5", "#e4e9ec", "#0b2e3c", "#0f5c73"
"""Les couleurs de `atlas.css`."""
LIGNES_SOURCE = 3
"""Lignes de source au-delà desquelles elle s'écrit plus petit."""
MARQUE = "Atlas des maisons de l'emploi"


@dataclass(frozen=True, eq=False)
class Calques:
    """Ce que chaque cadre dessine : couleurs, couches, contours cernés."""

    repartition: Repartition
    montre: Montre
    cernes: tuple[shapely.Geometry, ...]


def image(
    repartition: Repartition,
    reglages: Reglages,
    format_: Literal["png", "svg"],
    montre: Montre | None = None,
    jour: str = "",
) -> bytes:
    """Image de la carte, prête à imprimer.

    Parameters
    ----------
    format_ : {"png", "svg"}
        PNG à 160 points par pouce, ou SVG au texte sélectionnable.
    montre : Montre, optional
        Couches visibles, territoire choisi, périmètre.
    jour : str
        Date d'édition (AAAA-MM-JJ) ; vide, elle n'est pas écrite.
    """
    montre = montre or Montre()
    traits = contours(repartition).join(repartition.table().set_index("code"))
    traits["couleur"] = _peindre(repartition, reglages, traits)
    national = est_national(repartition)
    with mpl.rc_context(police.reglages() | {"hatch.linewidth": 0.8}):
        figure = Figure(figsize=TAILLE, facecolor="white")
        calques = Calques(repartition, montre, tuple(_cernes(repartition, traits, montre)))
        principale = METROPOLE if national else tuple(traits.total_bounds)
        _tracer(figure.add_axes(CARTE), traits, principale, calques)
        for rang, (nom, emprise) in enumerate(CARTOUCHES.items() if national else ()):
            figure.text(0.02 + rang * 0.143, 0.178, nom, fontsize=8, color=DISCRET)
            cadre = figure.add_axes((0.02 + rang * 0.143, 0.085, 0.128, 0.085))
            dedans = traits.cx[emprise[0] : emprise[2], emprise[1] : emprise[3]]
            _tracer(cadre, dedans, emprise, calques)
        _ecrire(figure, repartition, jour)
        legendes.legender(figure, repartition, reglages, montre, cercles=_cercles(repartition))
        sortie = io.BytesIO()
        sans = {"Date": None} if format_ == "svg" else None
        figure.savefig(sortie, format=format_, dpi=POINTS_PAR_POUCE, metadata=sans)
    return sortie.getvalue()


def _peindre(repartition: Repartition, reglages: Reglages, traits: gpd.GeoDataFrame) -> list[str]:
    """Couleur de chaque territoire ; « » là où il n'y a pas de donnée, « . » dans la marge d'une révision."""
    if _cercles(repartition):
        return [NEUTRE if np.isfinite(valeur) else "" for valeur in traits["valeur"]]
    classes = mettre_en_classes(repartition, reglages)
    teintes = [*couleurs(repartition, classes), ".", ""]
    indices = np.where(repartition.dans_la_revision, -2, classes.indices)
    par_code = dict(zip(repartition.codes, indices, strict=True))
    return [teintes[par_code[code]] for code in traits.index]


def _cercles(repartition: Repartition) -> bool:
    """Un effectif se montre en cercles, comme à l'écran."""
    return repartition.indicateur.representation == "effectif" and len(repartition.codes) < TROP_DE_LIMITES


def _cernes(repartition: Repartition, traits: gpd.GeoDataFrame, montre: Montre) -> list[shapely.Geometry]:
    """Territoire choisi, et contour du périmètre."""
    choisis = [traits.geometry[montre.selection]] if montre.selection in repartition.codes else []
    return [*choisis, geometrie(montre.perimetre)] if montre.perimetre else choisis


def _ajuster(emprise: Emprise, repere: Axes) -> Emprise:
    """L'emprise, une marge autour, élargie à la forme du cadre : rien n'est coupé."""
    ouest, sud, est, nord = emprise
    raccourci = float(np.cos(np.radians((sud + nord) / 2)))
    boite = repere.get_window_extent()
    rapport = boite.width / boite.height / raccourci
    haut = MARGE * max(nord - sud, (est - ouest) / rapport)
    large, x, y = haut * rapport, (ouest + est) / 2, (sud + nord) / 2
    return x - large / 2, y - haut / 2, x + large / 2, y + haut / 2


def _tracer(repere: Axes, traits: gpd.GeoDataFrame, emprise: Emprise, calques: Calques) -> None:
    """Un cadre : couleurs, cercles, contours cernés, couches de points."""
    ouest, sud, est, nord = _ajuster(emprise, repere)
    repere.set(xlim=(ouest, est), ylim=(sud, nord), xticks=[], yticks=[], facecolor=MER, autoscale_on=False)
    repere.spines[:].set_visible(False)
    serre = len(traits) >= TROP_DE_LIMITES
    for teinte, siens in traits.groupby("couleur", sort=False):
        fond, motif = (HACHURE_FOND, {"": "////", ".": "..."}[teinte]) if teinte in {"", "."} else (teinte, None)
        bord = HACHURE if motif else fond if serre else "white"
        pieces = PatchCollection([PathPatch(_chemin(forme)) for forme in siens.geometry], match_original=False)
        pieces.set(facecolor=fond, edgecolor=bord, linewidth=0.35, hatch=motif)
        repere.add_collection(pieces, autolim=False)
    if _cercles(calques.repartition):
        _rondir(repere, traits, calques.repartition)
    for forme in calques.cernes:
        for couleur, largeur in (("white", 3.6), (CHOIX, 1.8)):
            cerne = PathPatch(_chemin(forme), facecolor="none", edgecolor=couleur, linewidth=largeur, zorder=4)
            repere.add_patch(cerne)
    for couche in calques.montre.couches:
        signes.poser(repere, couche, grappes=True)


def _rondir(repere: Axes, traits: gpd.GeoDataFrame, repartition: Repartition) -> None:
    """Cercles d'aire proportionnelle, le plus grand dessous."""
    connus = traits[traits["valeur"].abs() > 0].sort_values("valeur", key=np.abs, ascending=False)
    centres = connus.geometry.representative_point()
    plus_grand = float(np.nanmax(np.abs(repartition.valeurs)))
    aires = (2 * RAYON_MAX) ** 2 * connus["valeur"].abs() / plus_grand
    repere.scatter(
        centres.x, centres.y, s=aires, c=CERCLE, edgecolors=CERCLE_BORD, linewidths=0.6, alpha=0.65, zorder=3
    )


def _chemin(forme: shapely.Geometry) -> Path:
    anneaux = [
        np.asarray(anneau.coords)[:, :2]
        for piece in shapely.get_parts(forme)
        if piece.geom_type == "Polygon"
        for anneau in (piece.exterior, *piece.interiors)
    ]
    return Path.make_compound_path(*(Path(points, closed=True) for points in anneaux)) if anneaux else Path([(0, 0)])


def _ecrire(figure: Figure, repartition: Repartition, jour: str) -> None:
    """Titre, source, date et marque."""
    # Plié ici : le pliage de matplotlib relit « $ » comme une formule.
    titre = "\n".join(replier(couper(phrases.titre(repartition), TITRE_MAX), TITRE_LARGEUR))
    figure.text(0.02, 0.955, titre, fontsize=14, fontweight="semibold", color=ENCRE, va="center")
    zone = str(entrepot.territoires("zone_emploi")["libelle_long"].get(repartition.zone, ""))
    lieu = f"{zone}. " if zone else ""
    edite = f" Édité le {formats.date_partielle(jour)}." if jour else ""
    source = replier(f"{lieu}Source : {repartition.sources}.", SOURCE_LARGEUR)
    taille = 8 if len(source) <= LIGNES_SOURCE else 6.5
    figure.text(0.02, 0.031, "\n".join(source), fontsize=taille, color=DISCRET, va="bottom", linespacing=1.25)
    figure.text(0.02, 0.012, MARQUE, fontsize=9, fontweight="semibold", color=ACCENT)
    figure.text(0.24, 0.012, f"Licence Ouverte 2.0.{edite}", fontsize=8, color=DISCRET)
