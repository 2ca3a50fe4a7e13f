"""La légende : des noms à la suite, repliés à toute largeur, chacun derrière son échantillon."""

from __future__ import annotations

from geo.graphiques import style
from geo.graphiques.figure import Figure, Noeud
from geo.graphiques.svg.balises import balise, nombre, texte_sur
from geo.graphiques.svg.marques import Plan, de
from geo.graphiques.svg.signes import chemin, tirets

_COTES = (30.0, 14.0)
"""Largeur et hauteur d'un échantillon, en pixels."""


def repere(rang: int) -> str:
    """Signe d'un territoire de ce rang, à sa couleur dans les deux thèmes : il le rappelle hors d'une figure."""
    trace, allure = chemin(style.SIGNES[rang], 5.0), {"style": f"fill:{style.couleur(rang)}"}
    signe = balise("path", d=trace, **allure) if trace else balise("circle", r=5, **allure)
    return balise("svg", signe, width=14, height=14, viewBox="-7 -7 14 14", **{"aria-hidden": "true", "class": "signe"})


def au_dessus(figure: Figure) -> bool:
    """Vrai si la légende se pose au-dessus du cadre."""
    return bool(figure.layout.legend.yanchor == "bottom")


def ecart(figure: Figure) -> float:
    """Pixels entre le bas du cadre et la légende."""
    page = figure.layout
    return float(-(page.legend.y or 0) * (page.height - page.margin.t - page.margin.b))


def ecrire(figure: Figure, plan: Plan) -> str:
    """Les traces nommées, dans l'ordre de leur rang ; vide si la figure n'a pas de légende."""
    page = figure.layout
    if not page.showlegend:
        return ""
    nommees = [trace for trace in figure.data if trace.name and trace.showlegend is not False]
    nommees.sort(key=lambda trace: trace.legendrank or 1000)
    noms = "".join(
        f'<span style="display:inline-flex;align-items:center;gap:6px">{_echantillon(trace, plan)}'
        f"<span>{texte_sur(trace.name)}</span></span>"
        for trace in nommees
    )
    bas = "" if au_dessus(figure) else f"min-height:{nombre(max(0.0, page.margin.b - ecart(figure)))}px;"
    return (
        f'<div style="display:flex;flex-wrap:wrap;align-content:flex-start;gap:0 14px;padding:0 {page.margin.r}px 0 0;'
        f'{bas}font-size:{page.legend.font.size}px;line-height:20px">{noms}</div>'
    )


def _echantillon(trace: Noeud, plan: Plan) -> str:
    largeur, hauteur = _COTES
    cotes = {"width": largeur, "height": hauteur, "aria-hidden": "true", "style": "flex:none"}
    if trace.type == "bar":
        plein = plan.remplir(de(trace.marker.color, 0), trace.marker.pattern, 0)
        cerne = {"stroke": de(trace.marker.line.color, 0), "stroke-width": trace.marker.line.width}
        return balise("svg", balise("rect", x=8, y=1, width=12, height=12, fill=plein, **cerne), **cotes)
    milieu = f"translate({nombre(largeur / 2)},{nombre(hauteur / 2)})"
    trace_signe = chemin(trace.marker.symbol or "circle", 5.0)
    teinte = {"fill": trace.marker.color, "transform": milieu}
    signe = balise("path", d=trace_signe, **teinte) if trace_signe else balise("circle", r=5, **teinte)
    if "lines" in (trace.mode or ""):
        trait = {"stroke-width": trace.line.width, "stroke-dasharray": tirets(trace.line.dash, trace.line.width)}
        signe = balise("path", d=f"M0,7H{nombre(largeur)}", stroke=trace.line.color, fill="none", **trait) + signe
    return balise("svg", signe, **cotes)
