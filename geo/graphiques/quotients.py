"""Quotients de localisation : un point et son intervalle par secteur, autour de 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.ecriture import formats
from geo.graphiques import cadre, style
from geo.graphiques.figure import Figure, Trace, trace_points
from geo.graphiques.style import Teintes, Theme

PAS = 42  # hauteur d'une ligne, nom compris
BORNES = (0.1, 12.0)
REPERES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_MARGES = (10, 8, 46, 46)


@dataclass(frozen=True)
class Quotient:
    """Un secteur : quotient, bornes à 95 %, et ce que l'écart à 1 vaut en mots."""

    libelle: str
    ql: float
    bas: float
    haut: float
    mot: str
    significatif: bool


def quotients(lignes: Sequence[Quotient], *, reference: str, theme: Theme = "light") -> Figure:
    """Un point par secteur sur une échelle logarithmique, plein si l'écart à 1 est significatif, creux sinon.

    Au-delà de `BORNES`, le point est posé au bord ; le nombre écrit reste le vrai.
    """
    connues = [ligne for ligne in lignes if math.isfinite(ligne.ql) and ligne.ql > 0]
    if not connues:
        return cadre.sans_donnee(theme, 160, "Aucun quotient à montrer.")
    couleurs = style.teintes(theme)
    dessin = cadre.figure(theme, PAS * len(connues) + _MARGES[1] + _MARGES[3], marges=_MARGES)
    dessin.add_trace(_points(connues, reference, theme))
    bas, haut = 0.5 - len(connues), 0.75
    formes = [cadre.trait(couleurs.encre, (1, bas), (1, haut), 1.5)]
    formes += [
        cadre.trait(_teinte(ligne, couleurs), _bout(ligne.bas, rang), _bout(ligne.haut, rang), 3)
        for rang, ligne in enumerate(connues)
    ]
    gauche, droite = (math.log10(borne) for borne in BORNES)
    axe = {**cadre.axe(couleurs), "type": "log", "range": [gauche, droite], "tickvals": list(REPERES)}
    titre = {"text": style.replier(f"Quotient, 1 = {reference}", 44), "standoff": 4}
    titre["font"] = {"size": style.TAILLE_PETITE, "color": couleurs.discret}
    dessin.update_xaxes({**axe, "ticktext": [formats.nombre_simple(r) for r in REPERES], "title": titre})
    dessin.update_yaxes(cadre.axe_cache((bas, haut)))
    noms = cadre.noms([ligne.libelle for ligne in connues], 0.42, theme, xref="paper")
    return cadre.poser(dessin, [*noms, *(_nombre(rang, ligne, theme) for rang, ligne in enumerate(connues))], formes)


def _bout(valeur: float, rang: int) -> tuple[float, float]:
    return style.borner(valeur, BORNES), -rang


def _teinte(ligne: Quotient, couleurs: Teintes) -> str:
    if not ligne.significatif:
        return couleurs.pairs
    return couleurs.series[0] if ligne.ql > 1 else couleurs.series[1]


def _points(lignes: Sequence[Quotient], reference: str, theme: Theme) -> Trace:
    couleurs = style.teintes(theme)
    teintes = [_teinte(ligne, couleurs) for ligne in lignes]
    symboles = [
        "diamond" if ligne.significatif and ligne.ql > 1 else "square" if ligne.significatif else "circle-open"
        for ligne in lignes
    ]
    return trace_points(
        x=[style.borner(ligne.ql, BORNES) for ligne in lignes],
        y=[-rang for rang in range(len(lignes))],
        mode="markers",
        marker={"size": 12, "color": teintes, "symbol": symboles, "line": {"color": teintes, "width": 2}},
        showlegend=False,
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            style.survol(
                ligne.libelle,
                f"Quotient : {formats.nombre(ligne.ql, 2)}",
                f"Intervalle à 95 % : {formats.nombre(ligne.bas, 2)} à {formats.nombre(ligne.haut, 2)}",
                f"{ligne.mot} (face à : {reference})",
            )
            for ligne in lignes
        ],
    )


def _nombre(rang: int, ligne: Quotient, theme: Theme) -> dict[str, Any]:
    """Quotient au bout de la ligne, à droite ; gras quand l'écart est significatif."""
    texte = f"<b>{formats.nombre(ligne.ql, 2)}</b>" if ligne.significatif else formats.nombre(ligne.ql, 2)
    place = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "xshift": 6}
    return cadre.mot(texte, 1, -rang, style.teintes(theme).encre, **place)
