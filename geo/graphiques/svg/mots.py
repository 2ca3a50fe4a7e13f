"""Les textes : annotations, graduations et valeurs au bout des marques."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.graphiques.figure import Noeud
from geo.graphiques.svg.balises import balise, nombre, pourcent, texte_sur
from geo.graphiques.svg.echelle import PAPIER, part_de
from geo.graphiques.svg.marques import Plan

INTERLIGNE = 1.3
_MARGE = 1.0
_ANCRES = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True)
class Ecrit:
    """Un texte à poser : où, de quel côté il s'étend, de quelle taille et de quelle couleur.

    Attributes
    ----------
    x, y : float
        Parts du cadre, depuis son coin haut gauche.
    dx, dy : float
        Décalage en pixels, vers la droite et vers le bas.
    ancre, pied : str
        ``left``, ``center``, ``right`` ; ``top``, ``middle``, ``bottom`` : le bord du texte posé en ce point.
    halo : str
        Couleur du fond dont le texte est cerné ; vide : aucun.
    """

    texte: str
    x: float
    y: float
    taille: float
    couleur: str
    ancre: str = "center"
    pied: str = "middle"
    dx: float = 0.0
    dy: float = 0.0
    halo: str = ""

    def balise(self) -> str:
        """Le texte, une ligne par ``<br>``."""
        lignes = (
            texte_sur(self.texte).replace("<b>", '<tspan font-weight="700">').replace("</b>", "</tspan>").split("<br>")
        )
        pas = INTERLIGNE * self.taille
        depart = {
            "top": _MARGE + 0.95 * self.taille,
            "middle": 0.34 * self.taille - (len(lignes) - 1) * pas / 2,
            "bottom": -_MARGE - 0.28 * self.taille - (len(lignes) - 1) * pas,
        }[self.pied]
        x = pourcent(self.x)
        suite = "".join(balise("tspan", ligne, x=x, dy=pas if rang else None) for rang, ligne in enumerate(lignes))
        glisse = {"transform": f"translate({nombre(self.dx)},{nombre(self.dy + depart)})"}
        cerne = {"stroke": self.halo, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round"}
        attributs = {"font-size": self.taille, "text-anchor": _ANCRES[self.ancre], "fill": self.couleur, **glisse}
        contenu = suite if len(lignes) > 1 else lignes[0]
        return balise("text", contenu, x=x, y=pourcent(self.y), **attributs, **(cerne if self.halo else {}))


def annotation(mot: Noeud, plan: Plan, fond: str, taille: float) -> str:
    """Une annotation de plotly, aux mêmes règles d'ancrage que lui."""
    x = part_de(plan.x, mot.x, mot.xref, ecrite=True)
    y = part_de(plan.y, mot.y, mot.yref, ecrite=True)
    glisse = (float(mot.xshift or 0), -float(mot.yshift or 0))
    if mot.showarrow:
        glisse = (float(mot.ax), float(mot.ay))
    halo = fond if (mot.bgcolor or (mot.font and mot.font.shadow)) else ""
    ecrit = Ecrit(
        texte=mot.text,
        x=x,
        y=1 - y,
        taille=(mot.font and mot.font.size) or taille,
        couleur=mot.font.color,
        ancre=mot.xanchor or _ancre(x, mot.xref, ("left", "center", "right")),
        pied=mot.yanchor or _ancre(y, mot.yref, ("bottom", "middle", "top")),
        dx=glisse[0],
        dy=glisse[1],
        halo=halo,
    ).balise()
    return (_meneur(mot, x, 1 - y) if mot.showarrow else "") + ecrit


def _meneur(mot: Noeud, x: float, y: float) -> str:
    """Le trait qui mène d'un point, à sa distance (``standoff``), au texte qui en est écarté."""
    part = (mot.standoff or 0) / math.hypot(mot.ax, mot.ay)
    trace = f"M{nombre(part * mot.ax)},{nombre(part * mot.ay)}L{nombre(mot.ax)},{nombre(mot.ay)}"
    trait = balise("path", d=trace, stroke=mot.arrowcolor, fill="none", **{"stroke-width": float(mot.arrowwidth)})
    return balise("svg", trait, x=pourcent(x), y=pourcent(y), overflow="visible")


def _ancre(part: float, repere: str | None, bords: tuple[str, str, str]) -> str:
    """Ancre que plotly donne à qui n'en dit rien : le milieu, ou le bord proche s'il est posé sur le papier."""
    if repere != PAPIER:
        return bords[1]
    return bords[0] if part <= 1 / 3 else bords[2] if part >= 2 / 3 else bords[1]
