"""Les marques : points, lignes et barres d'une figure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from geo.graphiques.figure import Noeud
from geo.graphiques.svg.balises import balise, nombre, pourcent
from geo.graphiques.svg.echelle import Echelle
from geo.graphiques.svg.signes import chemin, motif, tirets

_TOILE = 1000.0
"""Côté de la toile où se tracent les lignes : elle s'étire au cadre, l'épaisseur des traits non."""


@dataclass
class Plan:
    """Ce qu'il faut pour poser une marque : les deux échelles, et les motifs de remplissage déjà définis."""

    x: Echelle
    y: Echelle
    identifiant: str
    motifs: dict[tuple[str, str, str, float], str] = field(default_factory=dict)

    def place(self, x: object, y: object) -> tuple[float, float]:
        """Parts du cadre, depuis son coin haut gauche."""
        return self.x.part(x), 1 - self.y.part(y)

    def remplir(self, teinte: str, hachures: Noeud | None, rang: int) -> str:
        """Couleur d'une barre, ou renvoi à son motif."""
        forme = de(hachures.shape, rang) if hachures else ""
        if not forme:
            return teinte
        cle = (forme, de(hachures.fgcolor, rang), de(hachures.bgcolor, rang), float(hachures.size or 6))  # type: ignore[union-attr]  # une forme suppose des hachures
        return f"url(#{self.motifs.setdefault(cle, f'{self.identifiant}-{len(self.motifs)}')})"

    def definitions(self) -> str:
        """Les motifs demandés."""
        ecrits = "".join(motif(nom, *cle) for cle, nom in self.motifs.items())
        return balise("defs", ecrits) if ecrits else ""


def de(valeur: Any, rang: int) -> Any:  # noqa: ANN401 - un réglage commun, ou un par point
    """Réglage du point de ce rang, qu'il soit commun ou propre."""
    return valeur[rang] if isinstance(valeur, tuple) else valeur


def lignes(trace: Noeud, plan: Plan) -> str:
    """La courbe d'une trace, rompue à chaque trou."""
    if "lines" not in (trace.mode or ""):
        return ""
    tracee, levee = [], True
    for x, y in zip(trace.x, trace.y, strict=True):
        if y is None or x is None:
            levee = True
            continue
        px, py = plan.place(x, y)
        tracee.append(f"{'M' if levee else 'L'}{nombre(_TOILE * px)},{nombre(_TOILE * py)}")
        levee = False
    trait = {"stroke-width": trace.line.width, "stroke-dasharray": tirets(trace.line.dash, trace.line.width)}
    ligne = {"fill": "none", "stroke": trace.line.color, "stroke-linejoin": "round", **trait}
    dessin = balise("path", d="".join(tracee), **ligne, **{"vector-effect": "non-scaling-stroke"})
    toile = {"viewBox": f"0 0 {nombre(_TOILE)} {nombre(_TOILE)}", "preserveAspectRatio": "none"}
    return balise("svg", dessin, width="100%", height="100%", overflow="visible", **toile)


def points(trace: Noeud, plan: Plan) -> str:
    """Les signes d'une trace, sous les textes qu'elle porte."""
    if "markers" not in (trace.mode or ""):
        return ""
    signes, marque = [], trace.marker
    for rang, (x, y) in enumerate(zip(trace.x, trace.y, strict=True)):
        taille = float(de(marque.size, rang) or 0)
        if x is None or y is None or not taille:
            continue
        px, py = plan.place(x, y)
        signes.append(_signe(de(marque.symbol, rang) or "circle", taille / 2, (px, py), _teintes(marque, rang)))
    communes = _teintes(marque, None)
    return balise("g", "".join(signes), opacity=_opacite(marque), **communes) if signes else ""


def _opacite(marque: Noeud) -> float | None:
    return None if marque.opacity in {None, 1} else float(marque.opacity)


def _teintes(marque: Noeud, rang: int | None) -> dict[str, object]:
    """Remplissage et cerne : ceux que tous partagent (``rang`` absent), ou ceux d'un point seul."""
    cerne = marque.line or Noeud()
    creux = "open" in str(de(marque.symbol, rang or 0))
    voulus = {
        "fill": "none" if creux else marque.color,
        "stroke": cerne.color if cerne.width else None,
        "stroke-width": cerne.width or None,
    }
    if isinstance(marque.symbol, tuple):
        voulus["fill"] = tuple("none" if "open" in s else de(marque.color, r) for r, s in enumerate(marque.symbol))
    propres = {cle: valeur for cle, valeur in voulus.items() if isinstance(valeur, tuple) is (rang is not None)}
    return {cle: de(valeur, rang or 0) for cle, valeur in propres.items()}


def _signe(symbole: str, rayon: float, place: tuple[float, float], teintes: dict[str, object]) -> str:
    x, y = (pourcent(part) for part in place)
    trace = chemin(symbole.removesuffix("-open"), rayon)
    if not trace:
        return balise("circle", cx=x, cy=y, r=rayon, **teintes)
    return balise("svg", balise("path", d=trace, **teintes), x=x, y=y, overflow="visible")


@dataclass(frozen=True)
class Barre:
    """Une barre, en parts du cadre : son début et son bout sur l'axe des valeurs, ses deux bords sur l'autre."""

    rang: int
    debut: float
    bout: float
    bords: tuple[float, float]
    couchee: bool

    def rectangle(self) -> dict[str, str]:
        """Attributs du rectangle."""
        long_, large = sorted((self.debut, self.bout)), sorted(self.bords)
        (x, y) = (long_, large) if self.couchee else (large, long_)
        cotes = {"width": pourcent(x[1] - x[0]), "height": pourcent(y[1] - y[0])}
        return {"x": pourcent(x[0]), "y": pourcent(y[0]), **cotes}


def barres(trace: Noeud, plan: Plan, piles: dict[float, float]) -> Iterator[Barre]:
    """Les barres d'une trace ; ``piles`` : où finit déjà chaque pile, si elles s'empilent (modifiée)."""
    couchee = trace.orientation == "h"
    valeurs, ordre = (trace.x, trace.y) if couchee else (trace.y, trace.x)
    long_, large = (plan.x, plan.y) if couchee else (plan.y, plan.x)
    for rang, (valeur, centre) in enumerate(zip(valeurs, ordre, strict=True)):
        base = piles.get(float(centre), de(trace.base, rang) or 0.0)
        longueur = 0.0 if valeur is None or not math.isfinite(valeur) else float(valeur)
        demi = de(trace.width, rang) / 2
        bouts = (long_.part_allongee(base, 0.0), long_.part_allongee(base, longueur))
        bords = (large.part_allongee(centre, -demi), large.part_allongee(centre, demi))
        if centre in piles:
            piles[centre] += longueur
        yield _tournee(Barre(rang, *bouts, bords, couchee))


def _tournee(barre: Barre) -> Barre:
    """La même, ses parts verticales comptées depuis le haut."""
    if barre.couchee:
        return Barre(barre.rang, barre.debut, barre.bout, (1 - barre.bords[0], 1 - barre.bords[1]), couchee=True)
    return Barre(barre.rang, 1 - barre.debut, 1 - barre.bout, barre.bords, couchee=False)


def rectangle(barre: Barre, trace: Noeud, plan: Plan) -> str:
    """Une barre dessinée ; rien si elle n'a pas de longueur."""
    if barre.debut == barre.bout:
        return ""
    marque = trace.marker
    cerne = {"stroke": de(marque.line.color, barre.rang), "stroke-width": marque.line.width}
    return balise(
        "rect",
        **barre.rectangle(),
        fill=plan.remplir(de(marque.color, barre.rang), marque.pattern, barre.rang),
        **cerne,
    )
