"""La figure entière : grille, formes, marques, textes, graduations et légende, dans un cadre qui suit la largeur."""

from __future__ import annotations

from geo.graphiques.figure import Figure, Noeud
from geo.graphiques.placement import largeur_texte
from geo.graphiques.svg import legende
from geo.graphiques.svg.balises import balise, nombre, pourcent
from geo.graphiques.svg.echelle import LARGEUR, echelle, graduations, part_de
from geo.graphiques.svg.marques import Barre, Plan, barres, de, lignes, points, rectangle
from geo.graphiques.svg.mots import INTERLIGNE, Ecrit, annotation
from geo.graphiques.svg.signes import tirets

_ECART = 6.0
"""Pixels entre le cadre et une graduation, entre une barre et sa valeur."""


def rendre(figure: Figure, phrase: str, identifiant: str) -> str:
    """Une figure en HTML et SVG, sans script ni ressource.

    Parameters
    ----------
    phrase : str
        Ce qu'elle montre, pour qui ne la voit pas.
    identifiant : str
        Propre à la figure dans sa page : les motifs de remplissage s'y nomment d'après lui.
    """
    plan = Plan(echelle(figure.layout.xaxis), echelle(figure.layout.yaxis), identifiant)
    dessin, noms = _cadre(figure, plan), legende.ecrire(figure, plan)
    haut, droite, bas, gauche = _marges(figure, plan)
    toile = "display:block;width:100%;height:100%;overflow:visible"
    svg = balise("svg", plan.definitions() + dessin, style=toile, role="img", **{"aria-label": phrase})
    bords = f"{nombre(haut)}px {nombre(droite)}px {nombre(bas)}px {nombre(gauche)}px"
    cadre = f'<div style="flex:1 1 0;min-height:0;box-sizing:border-box;padding:{bords}">{svg}</div>'
    corps = noms + cadre if legende.au_dessus(figure) else cadre + noms
    allure = f"display:flex;flex-direction:column;overflow:hidden;height:{nombre(figure.layout.height)}px"
    return f'<div class="atlas-dessin" style="{allure}">{corps}</div>'


def _cadre(figure: Figure, plan: Plan) -> str:
    """Tout ce qui se pose dans le cadre, du fond vers l'avant."""
    page = figure.layout
    formes = [(forme.layer != "below", _forme(forme, plan)) for forme in page.shapes or ()]
    marques = "".join(_traces(figure, plan))
    textes = [annotation(mot, plan, page.paper_bgcolor, page.font.size) for mot in page.annotations or ()]
    return "".join(
        [
            *_horizontal(page.xaxis, plan),
            *_vertical(page.yaxis, plan),
            *(forme for dessus, forme in formes if not dessus),
            marques,
            *(forme for dessus, forme in formes if dessus),
            *textes,
        ]
    )


def _traces(figure: Figure, plan: Plan) -> list[str]:
    piles: dict[float, float] = {}
    if figure.layout.barmode == "stack":
        piles = {float(y): 0.0 for trace in figure.data if trace.type == "bar" for y in trace.y}
    dessins = []
    for trace in figure.data:
        if trace.type == "bar":
            posees = list(barres(trace, plan, piles))
            dessins += [rectangle(barre, trace, plan) for barre in posees]
            dessins += [_valeur(barre, trace) for barre in posees if trace.text]
        else:
            dessins += [lignes(trace, plan), points(trace, plan), *_textes(trace, plan)]
    return dessins


def _valeur(barre: Barre, trace: Noeud) -> str:
    """Nombre écrit au bout d'une barre couchée, du côté où elle va."""
    arriere = barre.bout < barre.debut
    return Ecrit(
        texte=de(trace.text, barre.rang),
        x=barre.bout,
        y=sum(barre.bords) / 2,
        taille=trace.textfont.size,
        couleur=trace.textfont.color,
        ancre="right" if arriere else "left",
        dx=-_ECART if arriere else _ECART,
    ).balise()


def _textes(trace: Noeud, plan: Plan) -> list[str]:
    """Textes posés à côté des points."""
    ecrits = []
    for rang, (x, y) in enumerate(zip(trace.x, trace.y, strict=True)):
        texte = de(trace.text, rang) if "text" in (trace.mode or "") else ""
        if not texte or x is None or y is None:
            continue
        px, py = plan.place(x, y)
        a_gauche = "left" in de(trace.textposition, rang)
        cote = -(de(trace.marker.size, rang) / 2 + 2) if a_gauche else de(trace.marker.size, rang) / 2 + 2
        police = {"taille": trace.textfont.size, "couleur": trace.textfont.color}
        ecrits.append(Ecrit(texte, px, py, **police, dx=cote, ancre="right" if a_gauche else "left").balise())
    return ecrits


def _forme(forme: Noeud, plan: Plan) -> str:
    """Un trait ou un rectangle."""
    x0, x1 = (part_de(plan.x, borne, forme.xref) for borne in (forme.x0, forme.x1))
    y0, y1 = (1 - part_de(plan.y, borne, forme.yref) for borne in (forme.y0, forme.y1))
    if forme.type == "rect":
        place = {"x": pourcent(min(x0, x1)), "y": pourcent(min(y0, y1))}
        return balise(
            "rect", **place, width=pourcent(abs(x1 - x0)), height=pourcent(abs(y1 - y0)), fill=forme.fillcolor
        )
    bouts = {"x1": pourcent(x0), "y1": pourcent(y0), "x2": pourcent(x1), "y2": pourcent(y1)}
    return _trait(bouts, forme.line.color, forme.line.width, tirets(forme.line.dash, forme.line.width))


def _trait(bouts: dict[str, str], couleur: str, largeur: float, pointille: str = "") -> str:
    return balise("line", **bouts, stroke=couleur, **{"stroke-width": largeur, "stroke-dasharray": pointille})


def _horizontal(axe: Noeud, plan: Plan) -> list[str]:
    """Grille, graduations, ligne et titre de l'axe horizontal."""
    if axe.visible is False:
        return []
    en_haut, posees = axe.side == "top", graduations(axe, plan.x, largeur=LARGEUR)
    dessins = [_trait(_vertical_en(p, "0%", "100%"), axe.gridcolor, 1) for p, _ in posees if axe.showgrid]
    if axe.showline:
        dessins.append(_trait({"x1": "0%", "x2": "100%", "y1": "100%", "y2": "100%"}, axe.linecolor, 1))
    if axe.ticks == "outside":
        cran = balise("path", d="M0,0v5", stroke=axe.tickcolor)
        dessins += [balise("svg", cran, x=pourcent(part), y="100%", overflow="visible") for part, _ in posees]
    taille, couleur = axe.tickfont.size, axe.tickfont.color
    y, dy, pied = (0.0, -_ECART / 2, "bottom") if en_haut else (1.0, _ECART, "top")
    dessins += [Ecrit(texte, part, y, taille, couleur, dy=dy, pied=pied).balise() for part, texte in posees]
    if axe.title:
        dessous = _ECART + INTERLIGNE * axe.tickfont.size + (axe.title.standoff or 0)
        couleur = axe.title.font.color or axe.tickfont.color
        dessins.append(Ecrit(axe.title.text, 0.5, 1.0, axe.title.font.size, couleur, pied="top", dy=dessous).balise())
    return dessins


def _vertical_en(part: float, haut: str, bas: str) -> dict[str, str]:
    return {"x1": pourcent(part), "x2": pourcent(part), "y1": haut, "y2": bas}


def _vertical(axe: Noeud, plan: Plan) -> list[str]:
    """Grille et graduations de l'axe vertical."""
    if axe.visible is False:
        return []
    dessins = []
    for part, texte in graduations(axe, plan.y):
        if axe.showgrid:
            y = pourcent(1 - part)
            dessins.append(_trait({"x1": "0%", "x2": "100%", "y1": y, "y2": y}, axe.gridcolor, 1))
        police = {"taille": axe.tickfont.size, "couleur": axe.tickfont.color}
        dessins.append(Ecrit(texte, 0.0, 1 - part, **police, ancre="right", dx=-_ECART).balise())
    return dessins


def _marges(figure: Figure, plan: Plan) -> tuple[float, float, float, float]:
    """Haut, droite, bas et gauche du cadre, en pixels ; ce que prend la légende est ôté du bord qu'elle occupe."""
    page = figure.layout
    marges, gauche = page.margin, float(page.margin.l)
    if page.yaxis.automargin:
        gauche = max(
            gauche, _ECART + 4 + max((largeur_texte(t) for _, t in graduations(page.yaxis, plan.y)), default=0)
        )
    bas = marges.b if not page.showlegend or legende.au_dessus(figure) else legende.ecart(figure)
    return float(marges.t), float(marges.r), float(bas), gauche
