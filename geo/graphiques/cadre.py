"""Cadre commun des figures : figure vide, axes, annotations et traits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geo.graphiques import style
from geo.graphiques.figure import Figure
from geo.graphiques.style import Teintes, Theme


def figure(
    theme: Theme, hauteur: int, *, marges: tuple[int, int, int, int] = (8, 8, 8, 8), legende: bool = False
) -> Figure:
    """Figure vide au style de l'Atlas.

    Parameters
    ----------
    hauteur : int
        Hauteur en pixels ; la largeur est celle de la page.
    marges : tuple of int
        Gauche, haut, droite, bas, en pixels.
    legende : bool
        Légende horizontale sous le graphique ; la marge basse s'agrandit de ce qu'elle prend.
    """
    couleurs = style.teintes(theme)
    gauche, haut, droite, bas = marges
    return Figure(
        layout={
            "template": {},  # sinon, le gabarit que streamlit pose par défaut
            "autosize": True,
            "height": hauteur,
            "margin": {"l": gauche, "t": haut, "r": droite, "b": bas, "autoexpand": legende},
            "paper_bgcolor": couleurs.fond,
            "plot_bgcolor": couleurs.fond,
            "font": {"family": style.POLICE, "size": style.TAILLE, "color": couleurs.encre},
            "separators": style.DECIMALE_ET_MILLIERS,
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": couleurs.fond_second,
                "bordercolor": couleurs.discret,
                "font": {"family": style.POLICE, "size": style.TAILLE, "color": couleurs.encre},
                "align": "left",
                "namelength": -1,
            },
            "showlegend": legende,
            "legend": _legende(-style.SOUS_AXE / max(hauteur - haut - bas, 1)),
        }
    )


def _legende(ordonnee: float) -> dict[str, Any]:
    """Légende horizontale, calée à gauche, sans filtre au clic."""
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": ordonnee,
        "yanchor": "top",
        "font": {"size": style.TAILLE},
        "bgcolor": "rgba(0,0,0,0)",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def axe(couleurs: Teintes, *, grille: bool = True) -> dict[str, Any]:
    """Réglages communs d'un axe : discret, figé, nombres français."""
    return {
        "showgrid": grille,
        "gridcolor": couleurs.trait,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "nticks": 7,
        "exponentformat": "none",
        "separatethousands": True,
        "tickfont": {"size": style.TAILLE_PETITE, "color": couleurs.discret},
    }


def axe_cache(etendue: tuple[float, float]) -> dict[str, Any]:
    """Axe qui ne se voit pas, d'étendue fixée."""
    return {"visible": False, "fixedrange": True, "range": list(etendue)}


def sans_donnee(theme: Theme, hauteur: int, message: str) -> Figure:
    """Figure qui dit pourquoi il n'y a rien à montrer."""
    vide = figure(theme, hauteur)
    vide.update_xaxes(axe_cache((0, 1)))
    vide.update_yaxes(axe_cache((0, 1)))
    milieu = {"xref": "paper", "yref": "paper"}
    return poser(vide, [mot(style.replier(message), 0.5, 0.5, style.teintes(theme).discret, **milieu)])


def mot(texte: str, x: float, y: float, couleur: str, **place: object) -> dict[str, Any]:
    """Annotation sans flèche ; ``texte`` doit déjà être protégé."""
    police = {"size": style.TAILLE_PETITE, "color": couleur}
    return {"text": texte, "x": x, "y": y, "showarrow": False, "font": police, **place}


def cerner(ecrit: dict[str, Any], theme: Theme) -> dict[str, Any]:
    """La même annotation, ses lettres cernées du fond : elle se lit par-dessus un trait ou un point."""
    fond = style.teintes(theme).fond
    halo = ", ".join(f"{dx}px {dy}px 2px {fond}" for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return {**ecrit, "font": {**ecrit["font"], "shadow": halo}}


def noms(libelles: Iterable[str], hauteur: float, theme: Theme, **place: object) -> list[dict[str, Any]]:
    """Nom de chaque ligne, la première en haut, à gauche et ``hauteur`` au-dessus d'elle."""
    bords = {"xanchor": "left", "yanchor": "middle", **place}
    encre = style.teintes(theme).encre
    return [mot(style.proteger(nom), 0, -rang + hauteur, encre, **bords) for rang, nom in enumerate(libelles)]


def legende_haute(texte: str, theme: Theme) -> dict[str, Any]:
    """Petite mention à gauche, juste au-dessus du cadre : l'unité ou le nom de l'axe vertical."""
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left", "yshift": 4}
    return mot(style.replier(texte, 48), 0, 1, style.teintes(theme).discret, **place)


def trait(couleur: str, debut: tuple[float, float], fin: tuple[float, float], largeur: float = 1) -> dict[str, Any]:
    """Segment sous les points."""
    (x0, y0), (x1, y1) = debut, fin
    ligne = {"color": couleur, "width": largeur}
    return {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": ligne, "layer": "below"}


def poser(dessin: Figure, mots: Sequence[dict[str, Any]], formes: Sequence[dict[str, Any]] = ()) -> Figure:
    """Pose annotations et formes."""
    return dessin.update_layout(annotations=list(mots), shapes=list(formes))
