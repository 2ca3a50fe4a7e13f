"""Comparer des textes sans souci de typographie."""

from __future__ import annotations


def droit(texte: str) -> str:
    """Texte aux apostrophes droites et aux espaces ordinaires, pour comparer sans souci de typographie."""
    return texte.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")
