"""Profil comparé : un axe par indicateur, un signe par territoire ; remplace le radar, illisible au-delà de 5 axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from geo.graphiques import cadre, placement, style
from geo.graphiques.figure import Figure, Trace, trace_points
from geo.graphiques.pairs import LARGEUR_MIN
from geo.graphiques.style import Mesure, Teintes, Theme
from geo.mesures.profils import LigneComparee

PAS = 48  # hauteur d'une ligne, en pixels
_SIGNE = 13.0
BORNE = 3.0  # au-delà de trois écarts interquartiles, le signe est posé au bord
BORNES = (-BORNE, BORNE)
_MARGES = (18, 26, 18, 40)


def points_alignes(lignes: Sequence[LigneComparee], *, theme: Theme = "light") -> Figure:
    """Un axe horizontal par indicateur, sa médiane au milieu, la moitié centrale des territoires en bande.

    La position est `LigneComparee.position`, ramenée entre −3 et 3 ; un signe au bord suivi de « › » est au-delà.
    Les indicateurs sans sens favorable portent « ↔ » : à droite, plus élevé seulement.
    """
    if not lignes:
        return cadre.sans_donnee(theme, 120, "Aucun indicateur choisi.")
    couleurs = style.teintes(theme)
    dessin = cadre.figure(theme, PAS * len(lignes) + _MARGES[1] + _MARGES[3], marges=_MARGES, legende=True)
    noms = list(dict.fromkeys(nom for ligne in lignes for nom in ligne.valeurs))
    etages = [_etages(ligne, noms) for ligne in lignes]
    for numero in reversed(range(len(noms))):
        hauteurs = [etage.get(noms[numero], 0.0) - rang for rang, etage in enumerate(etages)]
        dessin.add_trace(_signes(numero, noms[numero], lignes, hauteurs, theme))
    formes = [forme for rang, ligne in enumerate(lignes) for forme in _fond(-rang, ligne, couleurs)]
    mots = [_nom(-rang, ligne, couleurs) for rang, ligne in enumerate(lignes)]
    cadre.poser(dessin, [*mots, *_entetes(couleurs)], formes)
    dessin.update_xaxes(cadre.axe_cache((-BORNE - 0.15, BORNE + 0.15)))
    dessin.update_yaxes(cadre.axe_cache((-len(lignes) + 0.5, 0.62)))
    return dessin.update_layout(legend={"y": 0})


def _entetes(couleurs: Teintes) -> list[dict[str, Any]]:
    ancrage = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "yshift": 2}
    textes = (("← moins favorable", 0, "left"), ("médiane", 0.5, "center"), ("plus favorable →", 1, "right"))
    return [cadre.mot(texte, x, 1, couleurs.discret, xanchor=ancre, **ancrage) for texte, x, ancre in textes]


def _fond(y: float, ligne: LigneComparee, couleurs: Teintes) -> list[dict[str, Any]]:
    """Axe, bande interquartile et médiane d'un indicateur."""
    axe = cadre.trait(couleurs.trait, (-BORNE, y), (BORNE, y))
    bande = [ligne.position(quartile) for quartile in (ligne.premier_quartile, ligne.troisieme_quartile)]
    if not all(math.isfinite(borne) for borne in bande):
        return [axe]
    etendue = {"x0": min(bande), "x1": max(bande), "y0": y - 0.13, "y1": y + 0.13}
    boite = {"type": "rect", "fillcolor": couleurs.trait, "line": {"width": 0}, "layer": "below", **etendue}
    return [axe, boite, cadre.trait(couleurs.encre, (0, y - 0.2), (0, y + 0.2), 1.5)]


def _nom(y: float, ligne: LigneComparee, couleurs: Teintes) -> dict[str, Any]:
    reserve = "" if math.isfinite(ligne.mediane) else " (sans repère national)"
    nom = f"{ligne.libelle}{' ↔' if ligne.sens == 'neutre' else ''}{reserve}"
    return cadre.mot(style.proteger(nom), -BORNE, y + 0.4, couleurs.encre, xanchor="left", yanchor="middle")


def _etages(ligne: LigneComparee, noms: Sequence[str]) -> dict[str, float]:
    """Décalage vertical de chaque signe d'une ligne, en pas, pour que deux valeurs proches restent visibles."""
    positions = {nom: ligne.position(ligne.valeurs.get(nom, math.nan)) for nom in noms}
    places = [nom for nom, position in positions.items() if not math.isnan(position)]
    abscisses = np.array([style.borner(positions[nom], BORNES) / (2 * BORNE) * (LARGEUR_MIN - 30) for nom in places])
    return dict(zip(places, placement.essaimer(abscisses, _SIGNE) / PAS, strict=True))


def _signes(numero: int, nom: str, lignes: Sequence[LigneComparee], hauteurs: Sequence[float], theme: Theme) -> Trace:
    """Les signes d'un territoire, un par indicateur observé (les autres sont des trous)."""
    couleurs = style.teintes(theme)
    rang = numero % len(style.SIGNES)
    positions = [ligne.position(ligne.valeurs.get(nom, math.nan)) for ligne in lignes]
    return trace_points(
        x=[None if math.isnan(p) else style.borner(p, BORNES) for p in positions],
        y=list(hauteurs),
        text=["" if not abs(p) > BORNE else "›" if p > 0 else "‹" for p in positions],
        textposition=["middle right" if p > 0 else "middle left" for p in positions],
        textfont={"size": 18, "color": couleurs.series[rang]},
        name=style.proteger(nom),
        legendrank=numero + 1,
        mode="markers+text",
        marker={
            "color": couleurs.series[rang],
            "symbol": style.SIGNES[rang],
            "size": 13 if numero == 0 else 11,
            "line": {"color": couleurs.fond, "width": 1.5},
        },
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[_survol(nom, ligne, position) for ligne, position in zip(lignes, positions, strict=True)],
    )


def _survol(nom: str, ligne: LigneComparee, position: float) -> str:
    if math.isnan(position):
        return ""
    mesure = Mesure(ligne.unite, ligne.decimales)
    hors = "Au-delà du cadre" if abs(position) > BORNE else ""
    intervalle = ligne.precisions.get(nom, "")
    valeur = f"{mesure.ecrire(ligne.valeurs[nom])}{f' ({intervalle})' if intervalle else ''}"
    return style.survol(nom, f"{ligne.libelle} : {valeur}", f"Médiane : {mesure.ecrire(ligne.mediane)}", hors)
