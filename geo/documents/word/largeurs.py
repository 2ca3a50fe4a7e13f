"""Les largeurs d'un tableau : les proportions voulues, élargies là où un mot ne tiendrait pas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SIGNE: Final = 105
"""Largeur d'une lettre grasse de 9 points, en vingtièmes de point."""
MARGES: Final = 230
PART_MAX: Final = 0.4
"""Part du tableau qu'un mot peut réclamer : au-delà, il se coupe."""


def mesurer(voulues: Sequence[float], longs: Sequence[int], place: int) -> list[int]:
    """Largeurs de colonnes qui remplissent la place.

    Parameters
    ----------
    voulues : sequence of float
        Largeurs relatives.
    longs : sequence of int
        Signes du plus long mot de chaque colonne.
    place : int
        Largeur du tableau, en vingtièmes de point.

    Returns
    -------
    list of int
        En vingtièmes de point ; leur somme ne dépasse pas ``place``.
    """
    total = sum(voulues) or 1.0
    parts = [voulue / total * place for voulue in voulues]
    minima = [min(long * SIGNE + MARGES, PART_MAX * place) for long in longs]
    rapport = min(1.0, place / sum(minima)) if minima else 1.0
    minima = [minimum * rapport for minimum in minima]
    manque = sum(max(0.0, minimum - part) for part, minimum in zip(parts, minima, strict=True))
    marge = sum(max(0.0, part - minimum) for part, minimum in zip(parts, minima, strict=True))
    rendu = manque / marge if marge else 0.0
    return [
        int(minimum if part < minimum else part - (part - minimum) * rendu)
        for part, minimum in zip(parts, minima, strict=True)
    ]
