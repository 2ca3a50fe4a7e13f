"""Le style des figures imprimées : une police, trois couleurs qui se distinguent encore en gris, pas de cadre."""

from __future__ import annotations

import io
import re
from contextlib import AbstractContextManager
from typing import Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from geo.sorties import police

POUCE = 2.54
LARGEUR = 16.0
"""Largeur d'une figure, en centimètres : celle du texte d'une page A4."""
POINTS_PAR_POUCE = 200
ENCRE, DISCRET, TRAIT = "#1b2a33", "#4a5963", "#c9d3d8"
TERRITOIRE, COMPARATEUR, TROISIEME = "#0b4a5e", "#9aa7ae", "#c26a1b"
COULEURS = (TERRITOIRE, COMPARATEUR, TROISIEME)
"""Clartés de 28, 68 et 54 sur 100 : elles se distinguent à l'impression en gris."""
TIRETS = ("solid", (0, (5, 2)), (0, (1.5, 1.5)))
TAILLE, PETITE = 9.0, 8.0
_TRACE = re.compile(rb' d="[^"]*"')
_DECIMALES = re.compile(rb"(\d\.\d\d)\d+")
"""Coordonnées d'un SVG, en points : le centième suffit, et le fichier en est deux fois plus court."""


def contexte(*, traces: bool) -> AbstractContextManager[None]:
    """Réglages de matplotlib le temps d'une figure."""
    return mpl.rc_context(
        police.reglages(traces=traces)
        | {
            "font.size": TAILLE,
            "text.color": ENCRE,
            "axes.edgecolor": TRAIT,
            "axes.linewidth": 0.6,
            "xtick.color": DISCRET,
            "ytick.color": DISCRET,
            "hatch.linewidth": 0.6,
        }
    )


def figure(hauteur: float) -> Figure:
    """Figure vide, à la largeur d'une page ; ``hauteur`` en centimètres."""
    return Figure(figsize=(LARGEUR / POUCE, hauteur / POUCE), facecolor="white")


def depouiller(repere: Axes) -> None:
    """Ôte le cadre et les graduations : la grille et les étiquettes suffisent."""
    for bord in repere.spines.values():
        bord.set_visible(False)
    repere.tick_params(length=0, labelsize=PETITE)


def enregistrer(tracee: Figure, format_: Literal["png", "svg"]) -> bytes:
    """Octets de la figure, sans date ni nom de logiciel."""
    sortie = io.BytesIO()
    sans = {"Date": None, "Creator": None} if format_ == "svg" else {"Software": None}
    tracee.savefig(sortie, format=format_, dpi=POINTS_PAR_POUCE, metadata=sans)
    octets = sortie.getvalue()
    return _TRACE.sub(lambda trace: _DECIMALES.sub(rb"\1", trace.group()), octets) if format_ == "svg" else octets


def largeur_texte(texte: str, taille: float = PETITE) -> float:
    """Largeur d'un texte, en centimètres, à la lettre moyenne de la police."""
    return len(texte) * taille * 0.5 / 72 * POUCE
