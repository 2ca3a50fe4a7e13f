"""Les signes des points de la carte, tels qu'à l'écran : un par groupe et âge de preuve, et les grappes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import ScaledTranslation
from numpy.typing import NDArray
from shapely.ops import substring

from geo.cartes import legende
from geo.sorties.couches import Couche

TEINTES = {"maisons": "#0f5c73", "actions": "#7a2e8e", "reseau": "#33424a", "programmes": "#7a5200"}
SANS_DATE = "#6b5a3a"
"""Preuve sans date, quel que soit le groupe."""
PLEINE = "recente"
"""Âge d'une preuve dont le signe est plein ; plus ancienne, il est creux ; sans date, son bord est en tirets."""
_DESSINS: dict[str, list[tuple[float, float]]] = {
    "maisons": [(2, 8), (8, 2.5), (14, 8), (14, 14), (9.7, 14), (9.7, 10), (6.3, 10), (6.3, 14), (2, 14)],
    "actions": [
        *((8, 1.5), (10, 6), (14.8, 6.4), (11.2, 9.6), (12.3, 14.4)),
        *((8, 11.9), (3.7, 14.4), (4.8, 9.6), (1.2, 6.4), (6, 6)),
    ],
    "reseau": [(8, 2), (14, 8), (8, 14), (2, 8)],
    "programmes": [(2.5, 2.5), (13.5, 2.5), (13.5, 13.5), (2.5, 13.5)],
}
"""Les dessins de `atlas-points.js`, sur une grille de seize."""
PASTILLE, DESSIN, AMAS, CARRE = 8.5, 5.2, 11.0, 3.4
"""Diamètres, en points ; un carré, plus plein, se dessine plus petit."""
TIRETS, TRAIT = 8, 0.6
"""Tirets d'un bord, et part de chacun qui est tracée."""
ECART_AMAS = 13.0
"""Points en deçà desquels deux repères d'une grappe n'en font qu'un."""
DESSUS = 5.0
"""Au-dessus des territoires et des contours ; un repère est tout entier au-dessus des précédents."""
EPAULE = (5.0, 5.0)
"""Les actions se tiennent au point de leur maison : leur pastille se pose à son épaule."""


@dataclass(frozen=True)
class Repere:
    """Un point ou une grappe : lieu, nombre, âge de la preuve."""

    lon: float
    lat: float
    nombre: int
    age: str


def poser(repere: Axes, couche: Couche, *, grappes: bool) -> int:
    """Dessine une couche dans son cadre ; rend le nombre de points montrés."""
    ouest, est = repere.get_xlim()
    sud, nord = repere.get_ylim()
    points = couche.points
    dedans = points[points["lon"].between(ouest, est) & points["lat"].between(sud, nord)]
    reunir = grappes and couche.groupe != "maisons"
    for trouve in _grappes(repere, dedans) if reunir else _un_a_un(dedans):
        _repere(repere, couche.groupe, trouve, DESSUS + len(repere.lines) / 1e4)
    return len(dedans)


def cles(couches: Iterable[Couche]) -> list[tuple[tuple[Line2D, ...], str]]:
    """Ce que veut dire chaque signe montré : ses traits superposés, et son libellé à l'écran."""
    return [
        (tuple(_signe(groupe, age)), texte) for groupe, age, texte in legende.cles(couche.groupe for couche in couches)
    ]


def _un_a_un(points: pd.DataFrame) -> list[Repere]:
    colonnes = (points["lon"], points["lat"], points["age"])
    return [Repere(lon, lat, 1, str(age)) for lon, lat, age in zip(*colonnes, strict=True)]


def _grappes(repere: Axes, points: pd.DataFrame) -> list[Repere]:
    """Points proches sur l'image, réunis comme à l'écran ; la grappe se tient au milieu des siens."""
    lieux = points[["lon", "lat"]].to_numpy(dtype=np.float64)
    places = repere.transData.transform(lieux) * 72 / repere.figure.dpi if len(lieux) else lieux
    libres, ages = np.ones(len(lieux), dtype=np.bool_), points["age"].to_numpy()
    trouves = []
    for rang in range(len(lieux)):
        if not libres[rang]:
            continue
        proches = libres & _voisins(places, rang)
        libres &= ~proches
        lon, lat = lieux[proches].mean(axis=0)
        nombre = int(proches.sum())
        trouves.append(Repere(float(lon), float(lat), nombre, str(ages[rang]) if nombre == 1 else PLEINE))
    return trouves


def _voisins(places: NDArray[np.float64], rang: int) -> NDArray[np.bool_]:
    return np.asarray(np.hypot(*(places - places[rang]).T) <= ECART_AMAS)


def _repere(repere: Axes, groupe: str, trouve: Repere, plan: float) -> None:
    transform = repere.transData
    if groupe == "actions":
        transform = transform + ScaledTranslation(EPAULE[0] / 72, EPAULE[1] / 72, repere.figure.dpi_scale_trans)
    lieu = [trouve.lon], [trouve.lat]
    if trouve.nombre > 1:
        traits = [_pastille(groupe, AMAS, lieu)]
        texte = repere.text(
            trouve.lon, trouve.lat, str(trouve.nombre), transform=transform, fontsize=6.5, color="white"
        )
        texte.set(ha="center", va="center_baseline", fontweight="semibold", zorder=plan + DESSUS / 1e5)
    else:
        traits = _signe(groupe, trouve.age, lieu)
    for trait in traits:
        trait.set(transform=transform, zorder=plan)
        repere.add_line(trait)


Lieu = tuple[Sequence[float], Sequence[float]]
ICI: Lieu = ((0,), (0,))


def _signe(groupe: str, age: str, lieu: Lieu = ICI) -> list[Line2D]:
    """Pastille et dessin : pleins, creux, ou creux au bord en tirets, comme `atlas-points.css`."""
    carre = groupe == "programmes"
    teinte = SANS_DATE if age == "inconnue" else TEINTES[groupe]
    fond, dessin, bord = (teinte, "white", "white") if age == PLEINE else ("white", teinte, teinte)
    if age == "inconnue":
        anneau = Line2D(*lieu, marker=_tirets(carre=carre), ms=PASTILLE, mfc="none", mec=bord, mew=0.9, ls="none")
        pastille = [_pastille(groupe, PASTILLE, lieu, "white", "none"), anneau]
    else:
        pastille = [_pastille(groupe, PASTILLE, lieu, fond, bord)]
    taille = CARRE if carre else DESSIN
    return [*pastille, Line2D(*lieu, marker=_chemin(groupe), ms=taille, mfc=dessin, mec="none", ls="none")]


def _pastille(groupe: str, taille: float, lieu: Lieu, fond: str = "", bord: str = "white") -> Line2D:
    """Ronde, carrée pour un programme ; de la couleur du groupe à défaut d'une autre."""
    forme = "s" if groupe == "programmes" else "o"
    return Line2D(*lieu, marker=forme, ms=taille, mfc=fond or TEINTES[groupe], mec=bord, mew=0.7, ls="none")


@cache
def _tirets(*, carre: bool) -> Path:
    """Le bord d'une pastille en tirets : un marqueur de matplotlib n'a qu'un trait plein."""
    bord = (shapely.box(-0.5, -0.5, 0.5, 0.5) if carre else shapely.Point(0, 0).buffer(0.5)).exterior
    morceaux = [substring(bord, rang / TIRETS, (rang + TRAIT) / TIRETS, normalized=True) for rang in range(TIRETS)]
    return Path.make_compound_path(*(Path(np.asarray(morceau.coords)) for morceau in morceaux))


def _chemin(groupe: str) -> Path:
    points = [((x - 8) / 16, (8 - y) / 16) for x, y in _DESSINS[groupe]]
    return Path([*points, points[0]], closed=True)
