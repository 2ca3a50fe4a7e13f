"""Placement des étiquettes et des points, en pixels, sans hasard et sans dépendre du navigateur."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geo.graphiques.style import LARGEUR_LETTRE


def ecarter(positions: Sequence[float], ecart: float) -> list[float]:
    """Écarte des positions d'au moins ``ecart`` en les déplaçant le moins possible (moindres carrés, ordre gardé).

    Algorithme des violateurs adjacents (régression isotone) sur ``position − rang × écart`` : les groupes trop serrés
    fusionnent et se centrent sur leur moyenne.
    """
    ordre = sorted(range(len(positions)), key=lambda i: (positions[i], i))
    groupes: list[tuple[float, int]] = []  # (moyenne, taille)
    for rang, indice in enumerate(ordre):
        groupe = (positions[indice] - rang * ecart, 1)
        while groupes and groupes[-1][0] > groupe[0]:
            moyenne, taille = groupes.pop()
            groupe = ((moyenne * taille + groupe[0] * groupe[1]) / (taille + groupe[1]), taille + groupe[1])
        groupes.append(groupe)
    moyennes = [moyenne for moyenne, taille in groupes for _ in range(taille)]
    sorties = [0.0] * len(positions)
    for rang, indice in enumerate(ordre):
        sorties[indice] = moyennes[rang] + rang * ecart
    return sorties


def essaimer(abscisses: NDArray[np.float64], diametre: float, limite: float = math.inf) -> NDArray[np.float64]:
    """Ordonnées d'un essaim : chaque point au plus près de l'axe sans toucher ceux déjà posés.

    Les points sont posés par abscisse croissante (ordre stable). Chaque point déjà posé à moins d'un diamètre en
    abscisse interdit un intervalle d'ordonnées ; la place libre la plus proche de l'axe est prise, au-dessus à égalité.
    Deux centres sont donc toujours à au moins un diamètre.

    Parameters
    ----------
    abscisses : ndarray of float, shape (n,)
        En pixels, toutes finies.
    diametre, limite : float
        En pixels.

    Returns
    -------
    ndarray of float, shape (n,)
        Ordonnées en pixels, 0 sur l'axe ; toutes NaN quand l'une dépasserait ``limite``.
    """
    ordre = np.argsort(abscisses, kind="stable")
    x, y = abscisses[ordre], np.zeros(len(abscisses))
    debut = 0
    for rang in range(len(x)):
        while x[rang] - x[debut] >= diametre:
            debut += 1
        y[rang] = _place_libre(x[rang] - x[debut:rang], y[debut:rang], diametre)
        if abs(y[rang]) > limite:
            return np.full(len(x), np.nan)
    ordonnees = np.empty_like(y)
    ordonnees[ordre] = y
    return ordonnees


def _place_libre(ecarts: NDArray[np.float64], hauteurs: NDArray[np.float64], diametre: float) -> float:
    """Ordonnée libre la plus proche de 0 : entre les intervalles interdits, une fois fusionnés."""
    contacts = np.sqrt(diametre**2 - ecarts**2)
    tri = np.argsort(hauteurs - contacts, kind="stable")
    departs = np.append((hauteurs - contacts)[tri], math.inf)
    arrivees = np.concatenate([[-math.inf], np.maximum.accumulate((hauteurs + contacts)[tri])])
    libres = arrivees <= departs
    places = np.clip(0.0, arrivees[libres], departs[libres])
    proches = np.abs(places).round(6)
    return float(places[proches == proches.min()].max())


def largeur_texte(texte: str) -> float:
    """Largeur approchée d'un texte, en pixels."""
    return len(texte) * LARGEUR_LETTRE


def drapeaux(centres: Sequence[float], textes: Sequence[str], largeur: float) -> list[tuple[int, int]]:
    """Range des étiquettes en drapeaux au sommet de hampes verticales, sans qu'une hampe traverse un texte.

    Un drapeau flotte à droite de sa hampe, ou à gauche s'il dépasserait la largeur. Ceux de droite sont rangés de
    droite à gauche, chacun au-dessus des hampes que son texte couvre ; puis ceux de gauche, de gauche à droite.

    Returns
    -------
    list of (int, int)
        Côté (1 à droite, −1 à gauche) et rangée (0 la plus basse) de chaque étiquette.
    """
    cotes = [1 if x + largeur_texte(texte) <= largeur else -1 for x, texte in zip(centres, textes, strict=True)]
    ordre = sorted(range(len(centres)), key=lambda i: (-cotes[i], -cotes[i] * centres[i], i))
    places: dict[int, tuple[float, float, int]] = {}
    for i in ordre:
        bout = centres[i] + cotes[i] * (largeur_texte(textes[i]) + LARGEUR_LETTRE)
        debut, fin = min(centres[i], bout), max(centres[i], bout)
        genes = [rangee for gauche, droite, rangee in places.values() if gauche <= fin and debut <= droite]
        places[i] = (debut, fin, max(genes, default=-1) + 1)
    return [(cotes[i], places[i][2]) for i in range(len(centres))]


Boite = tuple[float, float, float, float]
_COTES = ((1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (1, 2), (-1, 2), (1, -2), (-1, -2))


def cotes_libres(
    points: Sequence[tuple[float, float]], textes: Sequence[str], cadre: tuple[float, float]
) -> list[tuple[int, float]]:
    """Choisit où écrire chaque étiquette autour de son point, au mieux sans toucher un point ni une étiquette.

    Parameters
    ----------
    points : sequence of (float, float)
        En pixels, origine en bas à gauche.
    cadre : (float, float)
        Largeur et hauteur utiles.

    Returns
    -------
    list of (int, float)
        Côté (1 à droite, −1 à gauche) et décalage vertical en pixels. La première place libre est prise ; s'il n'y en a
        pas, celle qui touche le moins.
    """
    signes = [(x - 7, y - 7, x + 7, y + 7) for x, y in points]
    posees: list[Boite] = []
    sorties: list[tuple[int, float]] = []
    for (x, y), texte in zip(points, textes, strict=True):
        choix = [(cote, rang * 15.0) for cote, rang in _COTES]
        boites = [_boite(x, y + decalage, cote * largeur_texte(texte)) for cote, decalage in choix]
        touches = [
            sum(_touche(boite, autre) for autre in (*signes, *posees)) + _deborde(boite, cadre) for boite in boites
        ]
        meilleur = touches.index(min(touches))
        posees.append(boites[meilleur])
        sorties.append(choix[meilleur])
    return sorties


def _boite(x: float, y: float, largeur: float) -> Boite:
    """Boîte d'un texte à 9 pixels d'un point, vers la droite si la largeur est positive."""
    debut = x + math.copysign(9, largeur)
    return min(debut, debut + largeur), y - 8, max(debut, debut + largeur), y + 8


def _touche(une: Boite, autre: Boite) -> bool:
    return une[0] < autre[2] and autre[0] < une[2] and une[1] < autre[3] and autre[1] < une[3]


def _deborde(boite: Boite, cadre: tuple[float, float]) -> int:
    """Sortir du cadre coûte plus que toucher tous les autres."""
    dedans = boite[0] >= 0 and boite[1] >= 0 and boite[2] <= cadre[0] and boite[3] <= cadre[1]
    return 0 if dedans else 100
