"""Le pays entier sur une grille : la métropole, et chaque terre d'outre-mer dans son cartouche."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import NamedTuple

import numpy as np
import shapely

from geo.sorties.cadrage import CARTOUCHES, METROPOLE, contours
from geo.sorties.svg.traces import LARGEUR, Points, ouvrir, simplifier, tracer

HAUTEUR = 812
CARTOUCHE = (136, 104)
ECART = 10
FENETRES = (
    ouvrir("", METROPOLE, 0, 0, (LARGEUR, 680)),
    *(
        ouvrir(nom, emprise, rang * (CARTOUCHE[0] + ECART), 708, CARTOUCHE)
        for rang, (nom, emprise) in enumerate(CARTOUCHES.items())
    ),
)


class Trace(NamedTuple):
    """Un territoire sur la grille : son code, son tracé, un point sûrement dedans."""

    code: str
    d: str
    x: int
    y: int


@lru_cache(maxsize=4)
def traces(niveau: str) -> tuple[Trace, ...]:
    """Tous les territoires d'un niveau, dans l'ordre du fichier de contours."""
    codes, formes, bornes = contours(niveau)
    milieux = np.column_stack([bornes[:, [0, 2]].mean(axis=1), bornes[:, [1, 3]].mean(axis=1)])
    trouves: dict[str, Trace] = {}
    for fenetre in FENETRES:
        rangs = np.flatnonzero(fenetre.contient(milieux))
        if not len(rangs):
            continue
        lieux = fenetre.placer(shapely.get_coordinates(shapely.point_on_surface(formes[rangs])))
        for rang, forme, (x, y) in zip(rangs, simplifier(formes[rangs], fenetre), lieux.tolist(), strict=True):
            trouves.setdefault(codes[rang], Trace(codes[rang], tracer(forme, fenetre), x, y))
    return tuple(trouves[code] for code in codes if code in trouves)


def placer(lieux: Points) -> list[tuple[int, int] | None]:
    """Place des points en degrés, chacun dans la fenêtre qui le montre ; None hors de toutes."""
    places: list[tuple[int, int] | None] = [None] * len(lieux)
    for fenetre in reversed(FENETRES):
        dedans, points = fenetre.contient(lieux), fenetre.placer(lieux).tolist()
        places = [tuple(point) if ici else avant for ici, point, avant in zip(dedans, points, places, strict=True)]
    return places


def cartouches() -> str:
    """Les noms des terres d'outre-mer, au-dessus de leur cartouche."""
    noms = "".join(f'<text x="{f.x}" y="{f.y - 8}">{escape(f.nom)}</text>' for f in FENETRES[1:])
    return f'<g class="cartouches" font-size="22" fill="#55646e">{noms}</g>'
