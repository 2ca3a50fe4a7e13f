"""Cascade : des parts qui s'ajoutent ou se retranchent, et leur somme."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.graphiques import cadre, style
from geo.graphiques.figure import Figure, Trace, trace_barres
from geo.graphiques.style import Mesure, Theme

HAUTEUR = 340
_MARGES = (8, 30, 8, 64)
_AISANCE = 0.14  # place laissée aux nombres, en part de l'étendue


def cascade(  # noqa: PLR0913 - parts, leurs noms, leur somme, leur unité et l'allure
    parts: Sequence[float],
    libelles: Sequence[str],
    *,
    somme: str,
    unite: str,
    decimales: int = 0,
    theme: Theme = "light",
) -> Figure:
    """Une barre par part, posée où finit la précédente, puis la barre de leur somme, posée à zéro.

    Une part négative est hachurée et son nombre porte « − » : le sens ne tient pas à la couleur.

    Raises
    ------
    ValueError
        Une part n'est pas un nombre fini : la somme n'existerait pas.
    """
    if not all(math.isfinite(part) for part in parts):
        raise ValueError("Une part de la cascade n'est pas un nombre : la somme ne se montre pas.")
    valeurs, noms = [*parts, math.fsum(parts)], [*libelles, somme]
    bases = [0.0, *list(accumulate(parts))[:-1], 0.0]
    dessin = cadre.figure(theme, HAUTEUR, marges=_MARGES)
    mesure = Mesure(unite, decimales)
    dessin.add_trace(_barres(valeurs, bases, noms, mesure, theme))
    bouts = [0.0, *(base + valeur for base, valeur in zip(bases, valeurs, strict=True)), *bases]
    etendue = (max(bouts) - min(bouts)) or 1.0
    couleurs = style.teintes(theme)
    textes = [_nombre(rang, valeurs[rang], bases[rang], decimales, theme) for rang in range(len(valeurs))]
    traits = [cadre.trait(couleurs.discret, (-0.5, 0), (len(valeurs) - 0.5, 0), 1)]
    traits += [
        cadre.trait(couleurs.trait, (rang - 0.31, niveau), (rang + 1.31, niveau))
        for rang, niveau in enumerate(accumulate(parts))
    ]
    unite_dite = cadre.legende_haute(majuscule(unite), theme)
    cadre.poser(dessin, [*textes, unite_dite], traits)
    dessin.update_xaxes({**cadre.axe(couleurs, grille=False), "range": [-0.5, len(valeurs) - 0.5]})
    dessin.update_xaxes(tickvals=list(range(len(noms))), ticktext=[style.replier(nom, 13) for nom in noms])
    dessin.update_xaxes(tickfont={"size": style.TAILLE_PETITE, "color": couleurs.encre}, tickangle=0)
    return dessin.update_yaxes(cadre.axe_cache((min(bouts) - _AISANCE * etendue, max(bouts) + _AISANCE * etendue)))


def _barres(
    valeurs: Sequence[float], bases: Sequence[float], noms: Sequence[str], mesure: Mesure, theme: Theme
) -> Trace:
    couleurs = style.teintes(theme)
    dernier = len(valeurs) - 1
    teintes = [
        couleurs.encre if rang == dernier else couleurs.series[0] if valeur >= 0 else couleurs.series[1]
        for rang, valeur in enumerate(valeurs)
    ]
    return trace_barres(
        x=list(range(len(valeurs))),
        y=list(valeurs),
        base=list(bases),
        width=0.62,
        marker={
            "color": teintes,
            "line": {"color": teintes, "width": 1},
            "pattern": {
                "shape": ["/" if valeur < 0 else "" for valeur in valeurs],
                "fgcolor": teintes,
                "bgcolor": couleurs.fond,
                "size": 6,
            },
        },
        showlegend=False,
        hoverinfo="text",
        hovertext=[style.survol(nom, mesure.ecrire(valeur)) for nom, valeur in zip(noms, valeurs, strict=True)],
    )


def _nombre(rang: int, valeur: float, base: float, decimales: int, theme: Theme) -> dict[str, Any]:
    """Nombre signé au bout de la barre, du côté où elle va."""
    couleurs = style.teintes(theme)
    haut = base + valeur if valeur >= 0 else base
    texte = f"<b>{formats.nombre(valeur, decimales, signe=True)}</b>"
    return cadre.mot(texte, rang, haut, couleurs.encre, yanchor="bottom", yshift=1, xanchor="center")
