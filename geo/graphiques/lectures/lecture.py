"""La lecture d'une figure : sa phrase, et de quoi composer son tableau."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.ecriture import formats
from geo.ecriture.textes import couper

PHRASE_MAX = 600
"""Signes : un lecteur d'écran dit une phrase d'un trait, sans retour possible."""


@dataclass(frozen=True)
class Lecture:
    """Ce qu'une figure apprend.

    Attributes
    ----------
    phrase : str
        Ce qu'elle montre, puis son fait saillant ; texte brut, à la typographie française.
    tableau : callable
        Compose le tableau équivalent, seulement s'il est demandé.
    decimales : mapping of str to int
        Décimales de ses colonnes de nombres.
    """

    phrase: str
    tableau: Callable[[], pd.DataFrame]
    decimales: Mapping[str, int] = field(default_factory=dict)


def dire(*phrases: str) -> str:
    """Les phrases qui disent quelque chose, bout à bout, bornées."""
    return couper(formats.typographie(" ".join(phrase for phrase in phrases if phrase)), PHRASE_MAX)


def enumerer(morceaux: Iterable[str], maximum: int = 4) -> str:
    """« A, B et C » ; au-delà de ``maximum``, dit combien d'autres."""
    tous = [morceau for morceau in morceaux if morceau]
    montres, reste = tous[:maximum], len(tous) - maximum
    if reste > 0:
        return f"{', '.join(montres)} et {reste} autre{'s' if reste > 1 else ''}"
    return " et ".join(filter(None, (", ".join(montres[:-1]), *montres[-1:])))


def compter(nombre: int, nom: str, pluriel: str = "") -> str:
    """« 1 secteur », « 12 secteurs »."""
    return f"{formats.nombre(nombre)} {(pluriel or f'{nom}s') if nombre > 1 else nom}"
