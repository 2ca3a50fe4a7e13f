"""Des séries dans le temps : chacune porte son nom et sa dernière valeur au bout de son trait."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import cycle

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from geo.documents.dessin import style
from geo.documents.modele import Courbes, Serie
from geo.documents.signes import dessinable
from geo.ecriture import formats
from geo.ecriture.textes import couper, replier
from geo.graphiques.tendance import abscisse

HAUTEUR = 5.6
NOM_MAX, LIGNE_MAX = 60, 30
LIGNE = 0.085
"""Hauteur d'une ligne d'étiquette, en part de celle du cadre."""
ANNEES_ECRITES = 8


def courbes(dessin: Courbes) -> Figure:
    """Courbes de `geo.documents.modele.Courbes` ; un trou reste un trou."""
    tracee = style.figure(HAUTEUR)
    etiquettes = [_etiquette(dessin, serie) for serie in dessin.series]
    lignes = [ligne for etiquette in etiquettes for ligne in etiquette.split("\n")]
    marge = min(max(map(style.largeur_texte, lignes), default=2.0) + 0.5, 6.0)
    repere = tracee.add_axes((0.06, 0.13, 0.94 - marge / style.LARGEUR, 0.76))
    dates = [abscisse(periode) for periode in dessin.periodes]
    for serie, couleur, tiret in zip(dessin.series, cycle(style.COULEURS), cycle(style.TIRETS), strict=False):
        epaisseur = 2.0 if serie is dessin.series[0] else 1.4
        repere.plot(dates, serie.valeurs, color=couleur, linestyle=tiret, linewidth=epaisseur, solid_capstyle="round")
        for date, valeur in _isoles(dates, serie.valeurs):
            repere.plot([date], [valeur], marker="o", markersize=3, color=couleur)
    _axes(repere, dessin, dates)
    _nommer(repere, dessin, etiquettes)
    return tracee


def _etiquette(dessin: Courbes, serie: Serie) -> str:
    derniere = next((v for v in reversed(serie.valeurs) if math.isfinite(v)), math.nan)
    valeur = formats.avec_unite(derniere, dessin.unite, dessin.decimales)
    return "\n".join(replier(f"{couper(dessinable(serie.nom), NOM_MAX)} : {valeur}", LIGNE_MAX))


def _isoles(dates: Sequence[float], valeurs: Sequence[float]) -> list[tuple[float, float]]:
    """Points sans voisin connu : une ligne ne les montrerait pas."""
    finies = [math.isfinite(valeur) for valeur in valeurs]
    return [(dates[rang], valeurs[rang]) for rang, finie in enumerate(finies) if finie and not _voisin(finies, rang)]


def _voisin(finies: Sequence[bool], rang: int) -> bool:
    return any(0 <= autre < len(finies) and finies[autre] for autre in (rang - 1, rang + 1))


def _axes(repere: Axes, dessin: Courbes, dates: Sequence[float]) -> None:
    style.depouiller(repere)
    repere.grid(axis="y", color=style.TRAIT, linewidth=0.5)
    repere.set_axisbelow(True)
    annees = sorted({int(date) for date in dates})
    pas = max(1, math.ceil(len(annees) / ANNEES_ECRITES))
    choisies = annees[::-1][::pas][::-1]
    repere.set_xticks(choisies, [str(annee) for annee in choisies])
    repere.set_xlim(dates[0], dates[-1] if dates[-1] > dates[0] else dates[0] + 1)
    repere.yaxis.set_major_locator(MaxNLocator(5))
    decimales = dessin.decimales
    repere.yaxis.set_major_formatter(FuncFormatter(lambda valeur, _: _graduation(valeur, decimales)))
    repere.text(0, 1.04, dessin.unite, transform=repere.transAxes, color=style.DISCRET, fontsize=style.PETITE)


def _graduation(valeur: float, decimales: int) -> str:
    return formats.nombre(valeur, 0 if float(valeur).is_integer() else max(decimales, 1))


def _nommer(repere: Axes, dessin: Courbes, etiquettes: Sequence[str]) -> None:
    """Étiquettes au bout des traits, écartées quand elles se toucheraient."""
    bas, haut = repere.get_ylim()
    places = []
    for rang, serie in enumerate(dessin.series):
        derniere = next((v for v in reversed(serie.valeurs) if math.isfinite(v)), math.nan)
        if math.isfinite(derniere):
            places.append(((derniere - bas) / (haut - bas), rang))
    dessous = -math.inf
    for place, rang in sorted(places):
        demie = LIGNE * (1 + etiquettes[rang].count("\n")) / 2
        hauteur = max(place, dessous + demie)
        dessous = hauteur + demie
        couleur = style.COULEURS[rang % len(style.COULEURS)]
        repere.text(
            1.012,
            hauteur,
            etiquettes[rang],
            transform=repere.transAxes,
            va="center",
            fontsize=style.PETITE,
            fontweight="semibold" if rang == 0 else "normal",
            color=style.DISCRET if couleur == style.COMPARATEUR else couleur,
        )
