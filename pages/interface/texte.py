"""Textes venus de tiers, rendus inertes avant d'entrer dans du Markdown."""

from __future__ import annotations

import re
from html import escape

from geo.ecriture import formats
from geo.ecriture.textes import couper

LONG = 140
"""Signes au plus d'un texte saisi, d'office."""
_BLANCS = re.compile(r"\s+", re.ASCII)  # les espaces insécables restent
_ACTIFS = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:])")


def brut(texte: object) -> str:
    """Échappe tout ce que Markdown ou HTML interpréterait : le texte s'affiche tel qu'il est écrit."""
    return _ACTIFS.sub(r"\\\1", _BLANCS.sub(" ", str(texte)).strip())


def saisi(texte: str, maximum: int = LONG) -> str:
    """Texte saisi, coupé, échappé, isolé du sens d'écriture de ses voisins."""
    return f"<bdi>{escape(couper(texte, maximum))}</bdi>"


def compose(texte: str) -> str:
    """Phrase à la typographie française, échappée pour entrer dans du HTML."""
    return escape(formats.typographie(texte))


def ecrit(texte: str) -> str:
    """Phrase composée, isolée du sens d'écriture de ses voisines ; les morceaux saisis y sont déjà coupés."""
    return f"<bdi>{compose(texte)}</bdi>"
