"""Ce que la bande et l'essaim partagent : les points des pairs, placés au pixel, et les signes des choisis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.graphiques import placement, style
from geo.graphiques.figure import Trace, trace_points
from geo.graphiques.style import Mesure, Theme

LARGEUR_MIN = 330  # largeur utile d'un téléphone de 390 px : au-delà, les points ne font que s'écarter
DIAMETRES = tuple(demi / 2 for demi in range(4, 17))  # de 2 à 8 pixels
_BORD = 0.03


@dataclass(frozen=True, eq=False)
class Nuee:
    """Points d'un essaim : valeurs observées, ordonnées en pixels, diamètre, étendue de l'axe."""

    valeurs: NDArray[np.float64]
    ordonnees: NDArray[np.float64]
    diametre: float
    etendue: tuple[float, float]

    def pixel(self, valeur: float) -> float:
        """Abscisse d'une valeur à la largeur `LARGEUR_MIN`."""
        bas, haut = self.etendue
        return (valeur - bas) / (haut - bas) * LARGEUR_MIN


def posee(valeurs: NDArray[np.float64], autres: Sequence[float] = ()) -> Nuee:
    """Points tous sur l'axe, dont l'étendue contient aussi ``autres``."""
    bas, haut = (float(f([*valeurs, *(v for v in autres if math.isfinite(v))])) for f in (min, max))
    bord = _BORD * (haut - bas) or 1.0
    return Nuee(valeurs, np.zeros(len(valeurs)), DIAMETRES[0], (bas - bord, haut + bord))


def disposer(valeurs: NDArray[np.float64], hauteur: float, autres: Sequence[float] = ()) -> Nuee:
    """Dispose l'essaim dans une hauteur donnée, au plus grand diamètre qui tienne (par demi-pixel, par dichotomie).

    Au plus petit diamètre, un essaim trop haut est comprimé, et des points peuvent se toucher.

    Parameters
    ----------
    valeurs : ndarray of float, shape (n,)
        Toutes finies, n ≥ 1.
    hauteur : float
        En pixels.
    autres : sequence of float
        Valeurs que l'axe doit aussi contenir.
    """
    vide = posee(valeurs, autres)
    abscisses = np.array([vide.pixel(valeur) for valeur in valeurs])
    diametre, ordonnees = _plus_grand(abscisses.tobytes(), hauteur)
    return Nuee(valeurs, np.array(ordonnees), diametre, vide.etendue)


@lru_cache(maxsize=512)
def _plus_grand(abscisses: bytes, hauteur: float) -> tuple[float, tuple[float, ...]]:
    """Plus grand diamètre qui tienne dans la hauteur, et ses ordonnées."""
    x = np.frombuffer(abscisses)
    petit, grand = 0, len(DIAMETRES)
    trouve = placement.essaimer(x, DIAMETRES[0])
    if np.abs(trouve).max() > (hauteur - DIAMETRES[0]) / 2:
        serre = (hauteur - DIAMETRES[0]) / 2 / np.abs(trouve).max()
        return DIAMETRES[0], tuple((trouve * serre).tolist())
    while grand - petit > 1:
        milieu = (petit + grand) // 2
        essai = placement.essaimer(x, DIAMETRES[milieu], (hauteur - DIAMETRES[milieu]) / 2)
        if np.isnan(essai).any():
            grand = milieu
        else:
            petit, trouve = milieu, essai
    return DIAMETRES[petit], tuple(trouve.tolist())


def points(nuee: Nuee, textes: Sequence[str], theme: Theme, *, taille_min: float = 0.0) -> Trace:
    """Un point discret par valeur observée ; ``textes`` de survol déjà protégés.

    Sous ``taille_min`` pixels, les points sont grossis et translucides : ils se chevauchent, la masse se lit.
    """
    taille = nuee.diametre - 0.5
    grossis = taille < taille_min
    return trace_points(
        x=nuee.valeurs.tolist(),
        y=nuee.ordonnees.tolist(),
        mode="markers",
        marker={
            "color": style.teintes(theme).discret if grossis else style.teintes(theme).pairs,
            "size": max(taille, taille_min),
            "opacity": 0.7 if grossis else 1,
            "line": {"width": 0},
        },
        hoverinfo="text",
        hovertext=list(textes),
        cliponaxis=False,
        showlegend=False,
    )


def rangs_des_signes(choisis: Iterable[str], rangs: Sequence[int]) -> dict[str, int]:
    """Code → rang de son signe et de sa couleur : celui qu'on lui donne, à défaut sa place."""
    codes = list(choisis)
    return dict(zip(codes, rangs or range(len(codes)), strict=True))


def signe(numero: int, nom: str, point: tuple[float, float], texte: str, theme: Theme) -> Trace:
    """Signe d'un territoire choisi : couleur et forme de son numéro, cerné du fond."""
    couleurs = style.teintes(theme)
    rang = numero % len(style.SIGNES)
    return trace_points(
        x=[point[0]],
        y=[point[1]],
        name=style.proteger(nom),
        mode="markers",
        marker={
            "color": couleurs.series[rang],
            "symbol": style.SIGNES[rang],
            "size": 14 if rang == 0 else 12,
            "opacity": 1,
            "line": {"color": couleurs.fond, "width": 1.5},
        },
        hoverinfo="text",
        hovertext=[texte],
        cliponaxis=False,
        showlegend=False,
    )


def survols(noms: Sequence[str], valeurs: NDArray[np.float64], statuts: Sequence[str], mesure: Mesure) -> list[str]:
    """Texte de survol de chaque pair : son nom, sa valeur."""
    return [
        style.survol(nom, mesure.ecrire(float(valeur), statut))
        for nom, valeur, statut in zip(noms, valeurs, statuts, strict=True)
    ]
