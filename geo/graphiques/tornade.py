"""Tornade : ce que devient un résultat quand chaque hypothèse baisse puis monte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.ecriture import formats
from geo.graphiques import cadre, style
from geo.graphiques.figure import Figure, Trace, trace_barres
from geo.graphiques.style import Theme

PAS = 56  # hauteur d'une hypothèse, en pixels
_EPAISSEUR = 0.34
_MARGES = (64, 26, 76, 42)


@dataclass(frozen=True)
class Barre:
    """Une hypothèse : son nom, le plus petit et le plus grand résultat, et ce qui les donne."""

    libelle: str
    moins: float
    plus: float
    detail: str


def tornade(barres: Sequence[Barre], base: float, unite: str, *, theme: Theme = "light") -> Figure:
    """Une barre par hypothèse autour du résultat de base (trait vertical), nom au-dessus, valeurs écrites aux bouts.

    La moitié hachurée va vers moins, la pleine vers plus : le sens ne tient pas à la couleur.
    """
    if not barres:
        return cadre.sans_donnee(theme, 120, "Rien à montrer : une hypothèse manque.")
    dessin = cadre.figure(theme, PAS * len(barres) + _MARGES[1] + _MARGES[3], marges=_MARGES, legende=True)
    couleurs = style.teintes(theme)
    for vers_plus in (False, True):
        dessin.add_trace(_moities(barres, base, unite, vers_plus=vers_plus, theme=theme))
    noms = cadre.noms([barre.libelle for barre in barres], 0.38, theme, xref="paper", xshift=-_MARGES[0] + 4)
    repere = cadre.mot(
        style.proteger(f"calcul : {formats.avec_unite(base, unite)}"),
        base,
        1,
        couleurs.encre,
        yref="paper",
        yanchor="bottom",
        yshift=4,
    )
    axe = {**cadre.trait(couleurs.encre, (base, 0), (base, 1), 1.5), "yref": "paper", "layer": "above"}
    cadre.poser(dessin, [*noms, repere], [axe])
    bas, haut = min(b.moins for b in barres), max(b.plus for b in barres)
    dessin.update_xaxes(cadre.axe_cache((bas, haut if haut > bas else bas + 1)))
    dessin.update_yaxes(cadre.axe_cache((-len(barres) + 0.5, 0.6)))
    return dessin.update_layout(barmode="overlay", legend={"y": 0})


def _moities(barres: Sequence[Barre], base: float, unite: str, *, vers_plus: bool, theme: Theme) -> Trace:
    couleurs, nom = style.teintes(theme), f"{'plus' if vers_plus else 'moins'} d'{unite}"
    teinte = couleurs.series[0] if vers_plus else couleurs.series[1]
    bouts = [barre.plus if vers_plus else barre.moins for barre in barres]
    return trace_barres(
        orientation="h",
        name=style.proteger(nom),
        base=base,
        x=[bout - base for bout in bouts],
        y=[-rang - 0.05 for rang in range(len(barres))],
        width=_EPAISSEUR,
        text=[formats.nombre(bout) for bout in bouts],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            style.survol(barre.libelle, f"{nom} : {formats.avec_unite(bout, unite)}", barre.detail)
            for barre, bout in zip(barres, bouts, strict=True)
        ],
        marker={
            "color": teinte,
            "line": {"color": teinte, "width": 1},
            "pattern": style.hachures(teinte, couleurs, visibles=not vers_plus),
        },
        textfont={"size": style.TAILLE_PETITE, "color": couleurs.encre},
    )
