"""Les signes des points de la carte, tels qu'à l'écran : pastille et dessin de chaque groupe, grappes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import ScaledTranslation
from numpy.typing import NDArray

from geo.cartes.legende import CLES
from geo.sorties.couches import Couche

TEINTES = {"maisons": "#0f5c73", "actions": "#7a2e8e", "reseau": "#33424a", "programmes": "#7a5200"}
PEU_SURE = "#55646e"
"""Bord d'un lieu de simple mention (fiabilité C)."""
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
ECART_AMAS = 13.0
"""Points en deçà desquels deux repères d'une grappe n'en font qu'un."""
DESSUS = 5.0
"""Au-dessus des territoires et des contours ; un repère est tout entier au-dessus des précédents."""
EPAULE = (5.0, 5.0)
"""Les actions se tiennent au point de leur maison : leur pastille se pose à son épaule."""


@dataclass(frozen=True)
class Repere:
    """Un point ou une grappe : lieu, nombre, fiabilité."""

    lon: float
    lat: float
    nombre: int
    fiabilite: str


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


def cles(couches: Iterable[Couche]) -> list[tuple[tuple[Line2D, Line2D], str]]:
    """Ce que veut dire chaque signe montré : pastille et dessin superposés, libellé de l'écran."""
    groupes = dict.fromkeys(couche.groupe for couche in couches)
    return [
        ((_trait(groupe, "A", PASTILLE, None), _trait(groupe, "A", DESSIN, groupe)), CLES[groupe]) for groupe in groupes
    ]


def _un_a_un(points: pd.DataFrame) -> list[Repere]:
    colonnes = (points["lon"], points["lat"], points["fiabilite"].fillna("A"))
    return [Repere(lon, lat, 1, str(fiabilite)[:1]) for lon, lat, fiabilite in zip(*colonnes, strict=True)]


def _grappes(repere: Axes, points: pd.DataFrame) -> list[Repere]:
    """Points proches sur l'image, réunis comme à l'écran ; la grappe se tient au milieu des siens."""
    lieux = points[["lon", "lat"]].to_numpy(dtype=np.float64)
    places = repere.transData.transform(lieux) * 72 / repere.figure.dpi if len(lieux) else lieux
    libres = np.ones(len(lieux), dtype=np.bool_)
    trouves = []
    for rang in range(len(lieux)):
        if not libres[rang]:
            continue
        proches = libres & _voisins(places, rang)
        libres &= ~proches
        lon, lat = lieux[proches].mean(axis=0)
        trouves.append(Repere(float(lon), float(lat), int(proches.sum()), "A"))
    return trouves


def _voisins(places: NDArray[np.float64], rang: int) -> NDArray[np.bool_]:
    return np.asarray(np.hypot(*(places - places[rang]).T) <= ECART_AMAS)


def _repere(repere: Axes, groupe: str, trouve: Repere, plan: float) -> None:
    transform = repere.transData
    if groupe == "actions":
        transform = transform + ScaledTranslation(EPAULE[0] / 72, EPAULE[1] / 72, repere.figure.dpi_scale_trans)
    taille = PASTILLE if trouve.nombre == 1 else AMAS
    lieu = [trouve.lon], [trouve.lat]
    traits = [_trait(groupe, trouve.fiabilite, taille, None, lieu)]
    if trouve.nombre > 1:
        texte = repere.text(
            trouve.lon, trouve.lat, str(trouve.nombre), transform=transform, fontsize=6.5, color="white"
        )
        texte.set(ha="center", va="center_baseline", fontweight="semibold", zorder=plan + DESSUS / 1e5)
    else:
        traits.append(_trait(groupe, trouve.fiabilite, DESSIN, groupe, lieu))
    for trait in traits:
        trait.set(transform=transform, zorder=plan)
        repere.add_line(trait)


def _trait(
    groupe: str,
    fiabilite: str,
    taille: float,
    dessin: str | None,
    lieu: tuple[Sequence[float], Sequence[float]] = ((0,), (0,)),
) -> Line2D:
    """Pastille ronde (carrée pour un programme), ou son dessin ; en clair pour un lieu moins sûr."""
    pleine = fiabilite == "A" or groupe != "maisons"
    teinte = TEINTES[groupe] if pleine or fiabilite == "B" else PEU_SURE
    if dessin:
        couleur = "white" if pleine else teinte
        taille = CARRE if dessin == "programmes" else taille
        return Line2D(*lieu, marker=_chemin(dessin), ms=taille, mfc=couleur, mec="none", ls="none")
    forme = "s" if groupe == "programmes" else "o"
    fond, bord = (teinte, "white") if pleine else ("white", teinte)
    return Line2D(*lieu, marker=forme, ms=taille, mfc=fond, mec=bord, mew=0.7, ls="none")


def _chemin(groupe: str) -> Path:
    points = [((x - 8) / 16, (8 - y) / 16) for x, y in _DESSINS[groupe]]
    return Path([*points, points[0]], closed=True)
