"""La police de l'Atlas dans une figure : celle de l'écran, livrée avec le dépôt."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib import font_manager

import geo

POLICES = Path(geo.__file__).parent / "documents" / "polices"
FAMILLES = ("Source Sans 3", "DejaVu Sans")
"""DejaVu Sans, livrée avec matplotlib, pour les signes que Source Sans 3 n'a pas."""


@cache
def declarer() -> None:
    """Fait connaître la police à matplotlib, une fois."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # DejaVu Sans n'a pas de demi-gras
    for police in sorted(POLICES.glob("*.ttf")):
        font_manager.fontManager.addfont(str(police))


def reglages(*, traces: bool = False) -> dict[Any, Any]:
    """Réglages de matplotlib ; un texte est un texte : « $ » n'y ouvre pas de formule, que matplotlib refuserait."""
    declarer()
    return {
        "font.family": list(FAMILLES),
        "text.parse_math": False,
        "svg.fonttype": "path" if traces else "none",
        "svg.hashsalt": "atlas",
    }
