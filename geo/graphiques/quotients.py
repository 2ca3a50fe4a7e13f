"""Quotients de localisation : un point et son intervalle par secteur, autour de 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from geo.ecriture import formats
from geo.graphiques import cadre, style
from geo.graphiques.figure import Figure, Trace, trace_points
from geo.graphiques.style import Teintes, Theme

BORNES = (0.05, 20.0)  # au-delà, un point est hors de l'axe : son nombre s'écrit au bord, une flèche vers lui
REPERES = ((0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0), (0.1, 0.3, 1.0, 3.0, 10.0), (0.1, 1.0, 10.0))
_GRADUATIONS = 5  # un téléphone n'en lit pas plus à côté des noms
_SIGNES = 22  # lettres d'une ligne de nom
_LIGNE, _ENTRE = 17, 13  # hauteur d'une ligne de nom, et ce qui sépare deux secteurs, en pixels
_MARGES = (0, 8, 52, 28)
_CAPE = 8  # demi-hauteur des bouts d'un intervalle : ils dépassent du signe, si étroit qu'il soit


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

    Le nom, le filet, l'intervalle, le point et son nombre sont sur une même ligne. L'axe tient ce qu'il montre, de 0,5
    à 2 au moins ; un quotient au-delà de `BORNES` n'a pas de point : son nombre s'écrit au bord, « ◂ 0,01 ».
    """
    connues = [ligne for ligne in lignes if math.isfinite(ligne.ql) and ligne.ql > 0]
    if not connues:
        return cadre.sans_donnee(theme, 160, "Aucun quotient à montrer.")
    couleurs, noms = style.teintes(theme), [style.replier(ligne.libelle, _SIGNES) for ligne in connues]
    hauteurs = [_LIGNE * (1 + nom.count("<br>")) + _ENTRE for nom in noms]
    places = [-(sum(hauteurs[:rang]) + haute / 2) for rang, haute in enumerate(hauteurs)]
    titre, etendue = _titre(reference, hors=any(map(_hors, connues))), _etendue(connues)
    marges = (_gauche(noms), *_MARGES[1:3], _MARGES[3] + _LIGNE * (1 + titre.count("<br>")))
    dessin = cadre.figure(theme, sum(hauteurs) + marges[1] + marges[3], marges=marges)
    dessin.add_trace(_points(connues, places, reference, theme))
    dessin.update_xaxes(_axe(etendue, titre, theme))
    dessin.update_yaxes(cadre.axe_cache((-sum(hauteurs), 0)))
    filets = [{**cadre.trait(couleurs.trait, (0, y), (1, y)), "xref": "paper"} for y in places]
    intervalles = [
        t for ligne, y in zip(connues, places, strict=True) for t in _intervalle(ligne, y, etendue, couleurs)
    ]
    un = cadre.trait(couleurs.encre, (1, -sum(hauteurs)), (1, 0), 1.5)
    cote = {"xref": "paper", "xanchor": "right", "yanchor": "middle", "xshift": -10, "align": "right"}
    mots = [cadre.mot(nom, 0, y, couleurs.encre, **cote) for nom, y in zip(noms, places, strict=True)]
    mots += [_nombre(ligne, y, etendue, theme) for ligne, y in zip(connues, places, strict=True)]
    return cadre.poser(dessin, mots, [*filets, un, *intervalles])


def _gauche(noms: Sequence[str]) -> int:
    """Marge des noms : leur plus longue ligne, un mot trop long coupé au bord."""
    longue = max(len(unescape(bout)) for nom in noms for bout in nom.split("<br>"))
    return 16 + round(0.86 * style.LARGEUR_LETTRE * min(longue, _SIGNES + 4))


def _hors(ligne: Quotient) -> bool:
    return not BORNES[0] <= ligne.ql <= BORNES[1]


def _etendue(lignes: Sequence[Quotient]) -> tuple[float, float]:
    """Étendue de l'axe : celle des points et de leurs intervalles, de 0,5 à 2 au moins, dans `BORNES`."""
    tenues = [style.borner(v, BORNES) for ligne in lignes for v in (ligne.bas, ligne.ql, ligne.haut) if v > 0]
    return min(0.5, *tenues) * 0.93, max(2.0, *tenues) * 1.07


def _titre(reference: str, *, hors: bool) -> str:
    """Ce que l'axe mesure ; ses bornes, si un point en sort."""
    bornes = " à ".join(formats.nombre_simple(borne) for borne in BORNES)
    morceaux = [f"Quotient, 1 = {reference}", "échelle logarithmique"]
    morceaux += [f"◂ ▸ : hors de l'axe, qui va de {bornes}"] if hors else []
    return "<br>".join(style.replier(formats.typographie(morceau), _SIGNES + 14) for morceau in morceaux)


def _axe(etendue: tuple[float, float], titre: str, theme: Theme) -> dict[str, Any]:
    """Axe logarithmique, gradué."""
    couleurs, (debut, fin) = style.teintes(theme), etendue
    choix = [[repere for repere in reperes if debut <= repere <= fin] for reperes in REPERES]
    reperes = next((siens for siens in choix if len(siens) <= _GRADUATIONS), choix[-1])
    return {
        **cadre.axe(couleurs),
        "type": "log",
        "range": [math.log10(debut), math.log10(fin)],
        "tickvals": reperes,
        "ticktext": [formats.nombre_simple(repere) for repere in reperes],
        "title": {"text": titre, "standoff": 4, "font": {"size": style.TAILLE_PETITE, "color": couleurs.discret}},
    }


def _intervalle(ligne: Quotient, y: float, etendue: tuple[float, float], couleurs: Teintes) -> list[dict[str, Any]]:
    """Le trait de l'intervalle à 95 %, et ses deux bouts ; un bout hors de l'axe n'est pas montré."""
    teinte, bouts = _teinte(ligne, couleurs), (ligne.bas, ligne.haut)
    if _hors(ligne):
        return []
    bas, haut = (style.borner(bout, etendue) for bout in bouts)
    capes = [cadre.trait(teinte, (x, y - _CAPE), (x, y + _CAPE), 2) for x in bouts if etendue[0] <= x <= etendue[1]]
    return [cadre.trait(teinte, (bas, y), (haut, y), 2), *capes]


def _teinte(ligne: Quotient, couleurs: Teintes) -> str:
    if not ligne.significatif:
        return couleurs.pairs
    return couleurs.series[0] if ligne.ql > 1 else couleurs.series[1]


def _points(lignes: Sequence[Quotient], places: Sequence[float], reference: str, theme: Theme) -> Trace:
    couleurs = style.teintes(theme)
    teintes = [_teinte(ligne, couleurs) for ligne in lignes]
    symboles = [
        "diamond" if ligne.significatif and ligne.ql > 1 else "square" if ligne.significatif else "circle-open"
        for ligne in lignes
    ]
    return trace_points(
        x=[None if _hors(ligne) else ligne.ql for ligne in lignes],
        y=list(places),
        mode="markers",
        marker={"size": 9, "color": teintes, "symbol": symboles, "line": {"color": teintes, "width": 1.5}},
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


def _nombre(ligne: Quotient, y: float, etendue: tuple[float, float], theme: Theme) -> dict[str, Any]:
    """Quotient après son intervalle, gras quand l'écart est significatif ; hors de l'axe, au bord, fléché."""
    nombre = formats.nombre(ligne.ql, 2)
    ecrit = f"◂ {nombre}" if ligne.ql < BORNES[0] else f"{nombre} ▸" if ligne.ql > BORNES[1] else nombre
    x = etendue[0] if ligne.ql < BORNES[0] else style.borner(max(ligne.ql, ligne.haut), etendue)
    a_droite = ligne.ql > BORNES[1]
    place = {"xanchor": "right" if a_droite else "left", "yanchor": "middle", "xshift": 0 if _hors(ligne) else 11}
    texte = f"<b>{ecrit}</b>" if ligne.significatif else ecrit
    return cadre.cerner(cadre.mot(texte, math.log10(x), y, style.teintes(theme).encre, **place), theme)
