"""Où est un territoire : lui en couleur, ce qui l'entoure en retrait, ses villes, les maisons relevées."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Final

import numpy as np
import pandas as pd
import shapely

from donnees import entrepot
from geo import territoires
from geo.ecriture.textes import couper
from geo.sorties.cadrage import Emprise, contour_de, contours, vues
from geo.sorties.svg import pays
from geo.sorties.svg.traces import DETAIL, LARGEUR, Fenetre, ouverture, ouvrir, simplifier, tracer
from geo.territoires import Territoire

HAUTEUR: Final = 560
MARGE: Final = 0.15
"""Ce qu'on montre autour, en parts de l'étendue du territoire."""
VILLES: Final = 4
NOM_MAX: Final = 30
SIGNE: Final = 13
"""Largeur moyenne d'une lettre, et demi-hauteur d'un nom, en pas de grille."""
MAISON: Final = (
    '<symbol id="maison" viewBox="-14 -14 28 28" overflow="visible"><circle r="13" fill="#0f5c73" stroke="#fff" '
    'stroke-width="2.5"/><path d="M-8 0 0-7.5 8 0v7.5H2.2V2H-2.2V7.5H-8z" fill="#fff"/></symbol>'
)
Lieux = Sequence[tuple[float, float]]


def situer(territoire: Territoire, maisons: Lieux, dite: str) -> str:
    """Carte d'un territoire et de ses alentours ; du pays entier pour la France.

    Parameters
    ----------
    maisons : sequence of (float, float)
        Longitude et latitude de chacune ; celles qui tombent hors du cadre ne se dessinent pas.
    dite : str
        Ce qu'en dit un lecteur d'écran.
    """
    if territoire.niveau == "france":
        fond, fenetre, hauteur, genre = _fond_du_pays(), None, pays.HAUTEUR, "carte pays"
    else:
        fenetre = _fenetre(territoire)
        fond, hauteur, genre = _fond(territoire, fenetre), HAUTEUR, "carte"
    dessus = f"{_maisons(maisons, fenetre)}{_villes(territoire, fenetre, maisons)}"
    return f"{ouverture(dite, genre, hauteur)}{MAISON}{fond}{dessus}</svg>"


def _zone(territoire: Territoire) -> Territoire | None:
    """La zone d'emploi où se cherche une commune."""
    return territoires.parent(territoire, "zone_emploi") if territoire.niveau == "commune" else None


def _fenetre(territoire: Territoire) -> Fenetre:
    """Le territoire et ses alentours ; pour une commune, sa zone d'emploi."""
    contour = contour_de((_zone(territoire) or territoire).communes)
    emprise: Emprise = vues(contour, MARGE)[0].emprise
    return ouvrir("", emprise, 0, 0, (LARGEUR, HAUTEUR))


@lru_cache(maxsize=2)
def _fond_du_pays() -> str:
    regions = "".join(f'<path d="{trace.d}"/>' for trace in pays.traces("region"))
    return f'<g class="ici" fill="#cfe0e7" stroke="#fff" stroke-width="2">{regions}</g>{pays.cartouches()}'


@lru_cache(maxsize=64)
def _fond(territoire: Territoire, fenetre: Fenetre) -> str:
    """Les zones d'emploi visibles en retrait, le territoire par-dessus ; celle d'une commune se distingue."""
    _, formes, bornes = contours("zone_emploi")
    ouest, sud, est, nord = fenetre.emprise
    dedans = (bornes[:, 0] < est) & (bornes[:, 2] > ouest) & (bornes[:, 1] < nord) & (bornes[:, 3] > sud)
    visibles, boite = formes[dedans], shapely.box(*fenetre.emprise)
    coupees = shapely.intersection(simplifier(visibles, fenetre), shapely.buffer(boite, 4 * fenetre.grain))
    autour = "".join(tracer(forme, fenetre) for forme in coupees)
    ici, zone = _contour(territoire, fenetre), _zone(territoire)
    cernee = f'<path class="zone" fill="#fff" stroke="#7d9aa6" stroke-width="3" d="{_contour(zone, fenetre)}"/>'
    return (
        f'<path class="autour" fill="#eceff1" stroke="#b9c4ca" stroke-width="2" d="{autour}"/>{cernee if zone else ""}'
        f'<path class="ici" fill="#cfe0e7" stroke="#0f5c73" stroke-width="4" d="{ici}"/>'
    )


def _contour(territoire: Territoire | None, fenetre: Fenetre) -> str:
    if territoire is None:
        return ""
    return tracer(shapely.simplify(contour_de(territoire.communes), DETAIL * fenetre.grain), fenetre)


def _places(lieux: Lieux, fenetre: Fenetre | None) -> list[tuple[int, int] | None]:
    points = np.asarray(lieux, dtype=np.float64).reshape(-1, 2)
    if fenetre is None:
        return pays.placer(points)
    dedans = fenetre.contient(points)
    return [
        (int(x), int(y)) if ici else None
        for (x, y), ici in zip(fenetre.placer(np.nan_to_num(points)), dedans, strict=True)
    ]


def _maisons(lieux: Lieux, fenetre: Fenetre | None) -> str:
    """Un signe par maison ; plus petit sur le pays entier, où elles se serrent."""
    taille = 18 if fenetre is None else 34
    return "".join(
        f'<use href="#maison" x="{x - taille // 2}" y="{y - taille // 2}" width="{taille}" height="{taille}"/>'
        for x, y in dict.fromkeys(place for place in _places(lieux, fenetre) if place)
    )


def _villes(territoire: Territoire, fenetre: Fenetre | None, maisons: Lieux) -> str:
    """Les communes les plus peuplées du territoire, tant que leurs noms ne touchent ni un autre nom ni une maison."""
    if fenetre is None:
        return ""
    toutes: pd.DataFrame = entrepot.territoires("commune").loc[list(territoire.communes)]
    grandes = toutes.dropna(subset=["lon", "lat"]).nlargest(3 * VILLES, "population")
    places = _places(list(zip(grandes["lon"].tolist(), grandes["lat"].tolist(), strict=True)), fenetre)
    prises = [(x, y, SIGNE) for x, y in filter(None, _places(maisons, fenetre))]
    noms: list[str] = []
    for nom, place in zip(grandes["libelle"].tolist(), places, strict=True):
        ecrit = couper(nom, NOM_MAX)
        libre = _place_libre(place, len(ecrit) * SIGNE // 2, prises) if place and len(noms) < VILLES else None
        if libre is not None:
            prises.append((*libre, len(ecrit) * SIGNE // 2))
            noms.append(f'<text x="{libre[0]}" y="{libre[1] + 9}" text-anchor="middle">{escape(ecrit)}</text>')
    corps = "".join(noms)
    return (
        '<g class="villes" font-size="26" font-weight="600" fill="#1b2a33" stroke="#fff" stroke-width="6" '
        f'paint-order="stroke">{corps}</g>'
    )


def _place_libre(place: tuple[int, int], demi: int, prises: Sequence[tuple[int, int, int]]) -> tuple[int, int] | None:
    """Le milieu d'un nom, sous sa ville ou au-dessus d'elle ; None si les deux places sont prises."""
    x, y = min(max(place[0], demi + 8), LARGEUR - demi - 8), place[1]
    for haut in (y + 34, y - 34):
        dedans = 2 * SIGNE < haut < HAUTEUR - 2 * SIGNE
        if dedans and all(abs(x - a) > demi + d or abs(haut - b) > 3 * SIGNE for a, b, d in prises):
            return x, haut
    return None
