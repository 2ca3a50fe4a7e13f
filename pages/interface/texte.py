"""Textes venus de tiers, rendus inertes avant d'entrer dans du Markdown."""

from __future__ import annotations

import re

_BLANCS = re.compile(r"\s+", re.ASCII)  # les espaces insécables restent
_ACTIFS = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:])")


def brut(texte: object) -> str:
    """Échappe tout ce que Markdown ou HTML interpréterait : le texte s'affiche tel qu'il est écrit."""
    return _ACTIFS.sub(r"\\\1", _BLANCS.sub(" ", str(texte)).strip())
