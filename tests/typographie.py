"""Comparer des textes sans souci de typographie."""

from __future__ import annotations


def droit(texte: str) -> str:
    """Texte aux apostrophes, traits et espaces ordinaires, pour comparer sans souci de typographie."""
    return texte.replace("’", "'").replace("\u2011", "-").replace("\u202f", " ").replace("\u00a0", " ")
