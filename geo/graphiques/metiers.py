"""Métiers recherchés : une barre par métier, la part jugée difficile hachurée au début de la barre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.ecriture import formats
from geo.graphiques import cadre, style
from geo.graphiques.figure import Figure, trace_barres
from geo.graphiques.style import Theme

PAS = 48  # hauteur d'un métier, en pixels
_EPAISSEUR = 0.36
_MARGES = (8, 8, 60, 44)
NOM_MAX = 52


@dataclass(frozen=True)
class Metier:
    """Un métier, ses projets de recrutement et ceux jugés difficiles."""

    libelle: str
    precision: str
    projets: float
    difficiles: float


def metiers(lignes: Sequence[Metier], *, theme: Theme = "light") -> Figure:
    """Barres horizontales, la première en haut, nom au-dessus de la barre pour tenir sur un téléphone."""
    if not lignes:
        return cadre.sans_donnee(theme, 120, "Aucun projet publié dans ces métiers.")
    dessin = cadre.figure(theme, PAS * len(lignes) + _MARGES[1] + _MARGES[3] + 12, marges=_MARGES, legende=True)
    couleurs = style.teintes(theme)
    ordonnees = [-rang - 0.08 for rang in range(len(lignes))]
    survols = [_survol(ligne) for ligne in lignes]
    communs = {"orientation": "h", "y": ordonnees, "width": _EPAISSEUR, "hoverinfo": "text", "hovertext": survols}
    hachures = style.hachures(couleurs.series[1], couleurs)
    trait = {"color": couleurs.series[1], "width": 1}
    dessin.add_trace(
        trace_barres(
            name="jugés difficiles",
            x=[ligne.difficiles for ligne in lignes],
            marker={"color": couleurs.series[1], "pattern": hachures, "line": trait},
            **communs,
        )
    )
    dessin.add_trace(
        trace_barres(
            name="autres projets, ou difficulté masquée",
            x=[max(ligne.projets - ligne.difficiles, 0.0) for ligne in lignes],
            text=[formats.nombre(ligne.projets) for ligne in lignes],
            textposition="outside",
            constraintext="none",
            cliponaxis=False,
            textfont={"size": style.TAILLE_PETITE, "color": couleurs.encre},
            marker={"color": couleurs.series[0], "line": {"color": couleurs.series[0], "width": 1}},
            **communs,
        )
    )
    cadre.poser(dessin, cadre.noms([_court(ligne.libelle) for ligne in lignes], 0.32, theme, xshift=-2))
    dessin.update_xaxes(cadre.axe_cache((0, max(ligne.projets for ligne in lignes) * 1.02 or 1.0)))
    dessin.update_yaxes(cadre.axe_cache((-len(lignes) + 0.5, 0.6)))
    return dessin.update_layout(barmode="stack", legend={"y": 0})


def _court(libelle: str) -> str:
    """Nom entier s'il tient, coupé entre deux mots sinon ; le survol et le tableau le donnent en entier."""
    return libelle if len(libelle) <= NOM_MAX else libelle[:NOM_MAX].rsplit(" ", 1)[0].rstrip(",") + "…"


def _survol(ligne: Metier) -> str:
    part = f"{formats.nombre(100 * ligne.difficiles / ligne.projets)} %" if ligne.projets else formats.ABSENT
    return style.survol(
        ligne.libelle,
        ligne.precision,
        f"{formats.avec_unite(ligne.projets, 'projets')}, dont {formats.nombre(ligne.difficiles)} difficiles ({part})",
    )
