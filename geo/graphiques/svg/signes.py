"""Les signes et les motifs, au tracé de plotly."""

from __future__ import annotations

import math

from geo.graphiques.svg.balises import balise, nombre

TIRETS = {"solid": (), "dot": (1, 1), "dash": (3, 3), "longdash": (5, 5), "dashdot": (3, 1, 1, 1)}
"""Longueurs d'un tiret, en épaisseurs de trait (trois pixels au moins)."""
_CROIX = ("se", "ne", "no", "ne", "no", "so", "no", "so", "se", "so", "se", "ne")
"""Les douze côtés d'une croix, depuis son creux du bas."""


def chemin(symbole: str, rayon: float) -> str:
    """Tracé d'un signe centré, hors le cercle ; vide pour un cercle."""
    r = rayon
    if symbole == "square":
        return f"M{nombre(-r)},{nombre(-r)}h{nombre(2 * r)}v{nombre(2 * r)}h{nombre(-2 * r)}Z"
    if symbole == "diamond":
        d = 1.3 * r
        return f"M{nombre(d)},0L0,{nombre(d)}L{nombre(-d)},0L0,{nombre(-d)}Z"
    if symbole in {"triangle-up", "triangle-right"}:
        t = 2 * r / math.sqrt(3)
        points = ((-t, r / 2), (t, r / 2), (0.0, -r))
        if symbole == "triangle-right":
            points = ((-r / 2, -t), (-r / 2, t), (r, 0.0))
        return "M" + "L".join(f"{nombre(x)},{nombre(y)}" for x, y in points) + "Z"
    if symbole == "x":
        c = nombre(r / math.sqrt(2))
        pas = {"se": f"l{c},{c}", "ne": f"l{c},-{c}", "no": f"l-{c},-{c}", "so": f"l-{c},{c}"}
        return f"M0,{c}" + "".join(pas[p] for p in _CROIX) + "Z"
    if symbole == "star":
        bras = [(1.4 * r * (1.0 if rang % 2 == 0 else 0.382), math.pi * (rang / 5 - 0.5)) for rang in range(10)]
        return "M" + "L".join(f"{nombre(d * math.cos(a))},{nombre(d * math.sin(a))}" for d, a in bras) + "Z"
    return ""


def tirets(dash: str | None, largeur: float) -> str:
    """Valeur de ``stroke-dasharray`` ; vide pour un trait plein."""
    if dash and dash not in TIRETS:
        return dash.replace("px", "").replace(" ", ",")
    return ",".join(nombre(longueur * max(largeur, 3.0)) for longueur in TIRETS.get(dash or "solid", ()))


_SOLIDITE = 0.3
"""Part d'un motif que prend son trait, chez plotly."""
_MOTIFS = {
    "/": "M-1,1l2,-2M0,{c}L{c},0M{m},{p}l2,-2",
    "x": "M0,{c}L{c},0M0,0L{c},{c}",
    "-": "M0,{d}H{c}",
    "|": "M{d},0V{c}",
}


def motif(cle: str, forme: str, encre: str, fond: str, taille: float) -> str:
    """Définition d'un motif de remplissage, au pas de plotly ; « . » est un point, les autres des traits."""
    cote = taille * math.sqrt(2) if forme == "/" else taille
    valeurs = {"c": nombre(cote), "d": nombre(cote / 2), "m": nombre(cote - 1), "p": nombre(cote + 1)}
    if forme == ".":
        dessin = balise("circle", cx=valeurs["d"], cy=valeurs["d"], r=1.4, fill=encre)
    else:
        trace = _MOTIFS[forme].format(**valeurs)
        dessin = balise("path", d=trace, stroke=encre, **{"stroke-width": _SOLIDITE * taille}, fill="none")
    plein = balise("rect", width=valeurs["c"], height=valeurs["c"], fill=fond)
    cotes = {"width": valeurs["c"], "height": valeurs["c"]}
    return balise("pattern", plein + dessin, id=cle, patternUnits="userSpaceOnUse", **cotes)
