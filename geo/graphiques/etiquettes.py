"""Noms posés autour de bulles : chacun à une place libre à toute largeur, un trait le tenant à sa bulle s'il s'écarte.

Une figure se dessine une fois pour toutes les largeurs : les bulles s'y écartent, les décalages en pixels restent. Une
place se juge donc à plusieurs largeurs à la fois, du téléphone au bureau.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.graphiques.placement import largeur_texte

LARGEURS: Final = (300.0, 480.0, 1080.0)
"""Largeurs utiles où l'on juge une place, en pixels."""
_HAUT, _JEU, _CONTACT = 16.0, 3.0, 4.0
"""Hauteur d'un nom, vide autour de lui, et écart au bord de sa bulle d'un nom qui la touche."""
_ECARTS: Final = (_CONTACT, 16.0, 28.0, 42.0, 58.0, 76.0, 96.0, 120.0, 146.0)
_DEHORS, _SUR_UN_NOM = 9000.0, 3000.0
_PAR_PIXEL_COUVERT, _PAR_PIXEL_ECARTE = 0.8, 6.0
_PAS_DU_TRAIT = 8
_TOURS = 3
_GARDEES = 80
"""Places essayées face aux autres noms : les moins coûteuses de toutes."""
_BIAIS: Final = ((0.5, 0.87), (0.71, 0.71), (0.9, 0.44))
Boites = NDArray[np.float64]
"""Gauche, haut, droite et bas, en pixels : une ligne par boîte."""


@dataclass(frozen=True)
class Rond:
    """Une bulle : abscisse en part de la largeur, ordonnée depuis le haut et rayon en pixels."""

    x: float
    y: float
    rayon: float


@dataclass(frozen=True)
class Place:
    """Où écrire un nom : décalage depuis le centre de sa bulle, en pixels, et le bord du texte posé là."""

    dx: float
    dy: float
    ancre: str
    pied: str
    ecartee: bool

    def boite(self, rond: Rond, nom: str, largeur: float) -> tuple[float, float, float, float]:
        """La boîte du nom, une ligne par ``<br>``, à cette largeur de figure."""
        lignes = nom.split("<br>")
        long_, haute = max(map(largeur_texte, lignes)), _HAUT * len(lignes)
        gauche = rond.x * largeur + self.dx - long_ * {"left": 0.0, "center": 0.5, "right": 1.0}[self.ancre]
        haut = rond.y + self.dy - haute * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[self.pied]
        return gauche, haut, gauche + long_, haut + haute


def poser(
    ronds: Sequence[Rond], nommes: Sequence[tuple[int, str]], hauteur: float, coins: Sequence[tuple[int, int, str]]
) -> list[Place]:
    """Une place par nom : loin des autres noms, qui couvre peu de bulles, près de la sienne.

    Chacun se pose à son tour, puis se repose deux fois, les autres connus.

    Parameters
    ----------
    nommes : sequence of (int, str)
        Rang de la bulle, et son nom.
    hauteur : float
        Du cadre, en pixels.
    coins : sequence of (int, int, str)
        Textes déjà écrits dans les coins : 0 à gauche ou 1 à droite, 0 en haut ou 1 en bas.
    """
    essais = [_essai(ronds, ronds[rang], nom, hauteur, coins) for rang, nom in nommes]
    retenues: dict[int, int] = {}
    for _ in range(_TOURS):
        for rang, essai in enumerate(essais):
            autres = [(essais[autre], choisie) for autre, choisie in retenues.items() if autre != rang]
            retenues[rang] = int(np.argmin(essai.couts + _SUR_UN_NOM * _touches(essai, autres)))
    return [essai.places[retenues[rang]] for rang, essai in enumerate(essais)]


@dataclass(frozen=True, eq=False)
class _Essai:
    """Les places essayées pour un nom : ce que chacune coûte seule ; à chaque largeur, sa boîte et son trait."""

    places: list[Place]
    couts: Boites
    boites: list[Boites]
    traits: list[Boites]


def _essai(
    ronds: Sequence[Rond], rond: Rond, nom: str, hauteur: float, coins: Sequence[tuple[int, int, str]]
) -> _Essai:
    places = _places(round(rond.rayon, 1))
    couts = _PAR_PIXEL_ECARTE * np.array([math.hypot(place.dx, place.dy) for place in places])
    seuls = np.stack([_trait(place, rond.rayon) for place in places])
    boites, traits = [], []
    for largeur in LARGEURS:
        boites.append(np.array([place.boite(rond, nom, largeur) for place in places]))
        traits.append(seuls + np.array((rond.x * largeur, rond.y) * 2))
        ecrits = np.array([_coin(coin, largeur, hauteur) for coin in coins])
        couts += _DEHORS * _dehors(boites[-1], largeur, hauteur) + _SUR_UN_NOM * _touche(boites[-1], ecrits)
        couts += _PAR_PIXEL_COUVERT * _recouvrement(boites[-1], _carres(ronds, largeur)).sum(axis=1)
    gardes = np.argsort(couts, kind="stable")[:_GARDEES]
    return _Essai([places[g] for g in gardes], couts[gardes], [b[gardes] for b in boites], [x[gardes] for x in traits])


def _touches(essai: _Essai, autres: Sequence[tuple[_Essai, int]]) -> Boites:
    """Nombre de largeurs où chaque place touche le nom ou le trait d'un autre, ou le barre du sien."""
    combien = np.zeros(len(essai.places))
    for largeur in range(len(LARGEURS) if autres else 0):
        noms = np.array([autre.boites[largeur][choisie] for autre, choisie in autres])
        traits = np.concatenate([autre.traits[largeur][choisie] for autre, choisie in autres])
        barres = _touche(essai.traits[largeur].reshape(-1, 4), noms).reshape(len(combien), -1).any(axis=1)
        autour = essai.boites[largeur] + np.array((-_JEU, -_JEU, _JEU, _JEU))
        combien += _touche(autour, np.concatenate([noms, traits])) | barres
    return combien


@lru_cache(maxsize=64)
def _places(rayon: float) -> tuple[Place, ...]:
    """Les places essayées : tout autour, de plus en plus loin."""
    places = []
    for ecart in _ECARTS:
        loin, ecartee = rayon + ecart, ecart > _CONTACT
        for sens, pied in ((-1, "bottom"), (1, "top")):
            places += [Place(0.0, sens * loin, ancre, pied, ecartee) for ancre in ("center", "left", "right")]
            for large, haut in _BIAIS:
                cotes = ((large * loin, "left"), (-large * loin, "right"))
                places += [Place(dx, sens * haut * loin, ancre, pied, ecartee) for dx, ancre in cotes]
        places += [Place(loin, 0.0, "left", "middle", ecartee), Place(-loin, 0.0, "right", "middle", ecartee)]
    return tuple(places)


def _coin(coin: tuple[int, int, str], largeur: float, hauteur: float) -> tuple[float, float, float, float]:
    a_droite, en_bas, texte = coin
    long_ = 1.1 * largeur_texte(texte)
    gauche, haut = a_droite * (largeur - long_), en_bas * (hauteur - 1.4 * _HAUT)
    return gauche, haut, gauche + long_, haut + 1.4 * _HAUT


def _trait(place: Place, rayon: float) -> Boites:
    """Le trait d'un nom écarté, en petites boîtes autour du centre de sa bulle ; sans étendue s'il n'en a pas."""
    parts = np.linspace(1.0, 0.5 * rayon / math.hypot(place.dx, place.dy), _PAS_DU_TRAIT)
    points = np.outer(parts, (place.dx, place.dy))
    return np.asarray(np.hstack([points, points]) + np.array((-1, -1, 1, 1)) * float(place.ecartee))


def _carres(ronds: Sequence[Rond], largeur: float) -> Boites:
    """Chaque bulle, en un carré d'aire proche."""
    centres = np.array([(rond.x * largeur, rond.y) * 2 for rond in ronds])
    return np.asarray(centres + np.outer([0.88 * rond.rayon for rond in ronds], (-1, -1, 1, 1)))


def _dehors(boites: Boites, largeur: float, hauteur: float) -> NDArray[np.bool_]:
    sorties = (boites[:, 0] < 0) | (boites[:, 1] < 0) | (boites[:, 2] > largeur) | (boites[:, 3] > hauteur)
    return np.asarray(sorties)


def _touche(unes: Boites, autres: Boites) -> NDArray[np.bool_]:
    """Vrai pour chaque boîte qui en touche une autre."""
    return np.asarray((_recouvrement(unes, autres) > 0).any(axis=1))


def _recouvrement(unes: Boites, autres: Boites) -> Boites:
    """Aire commune de chaque boîte et de chaque autre, en pixels carrés."""
    large = np.minimum(unes[:, None, 2], autres[None, :, 2]) - np.maximum(unes[:, None, 0], autres[None, :, 0])
    haut = np.minimum(unes[:, None, 3], autres[None, :, 3]) - np.maximum(unes[:, None, 1], autres[None, :, 1])
    return np.asarray(np.clip(large, 0, None) * np.clip(haut, 0, None))
