"""Petite bande : où se place un territoire parmi ses pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from geo.graphiques import cadre, pairs, placement, style
from geo.graphiques.pairs import Nuee
from geo.graphiques.style import Mesure, Theme

HAUTEUR = 64
_MARGES = (8, 2, 8, 20)
_TAILLE = 3.5  # taille sous laquelle un point ne se voit plus


def distribution(  # noqa: PLR0913 - les pairs, le territoire et l'allure
    valeurs: Sequence[float] | NDArray[np.float64],
    valeur_territoire: float,
    mediane: float,
    unite: str,
    decimales: int = 1,
    *,
    libelles: Sequence[str] = (),
    territoire: str = "Ce territoire",
    theme: Theme = "light",
    hauteur: int = HAUTEUR,
) -> go.Figure:
    """Un point par valeur observée, la médiane en trait, le territoire en losange.

    Parameters
    ----------
    valeurs : sequence of float
        Tous les pairs, territoire compris ; NaN sans donnée (pas de point).
    libelles : sequence of str
        Nom de chaque pair, pour le survol ; vide : « Un territoire ».
    """
    mesure = Mesure(unite, decimales)
    brutes = np.asarray(valeurs, dtype=np.float64)
    gardees = np.flatnonzero(np.isfinite(brutes))
    if gardees.size == 0:
        return cadre.sans_donnee(theme, hauteur, "Aucune donnée à ce niveau.")
    noms = [libelles[int(i)] if libelles else "Un territoire" for i in gardees]
    utile = hauteur - _MARGES[1] - _MARGES[3]
    nuee = pairs.etirer(pairs.disposer(brutes[gardees], utile, (valeur_territoire, mediane)), utile, _TAILLE)
    dessin = cadre.figure(theme, hauteur, marges=_MARGES)
    dessin.add_trace(
        pairs.points(nuee, pairs.survols(noms, nuee.valeurs, [""] * len(noms), mesure), theme, taille_min=_TAILLE)
    )
    _reperer(dessin, nuee, mediane, mesure, theme)
    if math.isfinite(valeur_territoire):
        texte = style.survol(territoire, mesure.ecrire(valeur_territoire))
        dessin.add_trace(pairs.signe(0, territoire, (valeur_territoire, 0.0), texte, theme))
    dessin.update_xaxes(cadre.axe_cache(nuee.etendue))
    dessin.update_yaxes(cadre.axe_cache((-utile / 2, utile / 2)))
    return dessin


def _reperer(dessin: go.Figure, nuee: Nuee, mediane: float, mesure: Mesure, theme: Theme) -> None:
    """Trait de la médiane et, sous la bande, médiane et extrêmes quand ils ne se recouvrent pas."""
    couleurs = style.teintes(theme)
    bas, haut = float(nuee.valeurs.min()), float(nuee.valeurs.max())
    ecrits: list[tuple[float, float]] = []
    for valeur, avant in ((mediane, "médiane "), (bas, ""), (haut, "")):
        if not math.isfinite(valeur):
            continue
        texte = avant + mesure.nombre(valeur)
        demie, centre = placement.largeur_texte(texte) / 2, nuee.pixel(valeur)
        milieu = min(max(centre, demie), pairs.LARGEUR_MIN - demie)
        if all(abs(milieu - autre) > demie + sa_demie + 6 for autre, sa_demie in ecrits):
            ecrits.append((milieu, demie))
            place = {"yref": "paper", "yanchor": "top", "xshift": milieu - centre, "yshift": 1}
            dessin.add_annotation(cadre.mot(texte, valeur, 0, couleurs.discret, **place))
    if math.isfinite(mediane):
        trait = {"color": couleurs.encre, "width": 1.5}
        dessin.add_shape(type="line", x0=mediane, x1=mediane, y0=0, y1=1, yref="paper", line=trait)
