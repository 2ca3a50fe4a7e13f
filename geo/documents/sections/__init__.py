"""Les sections du diagnostic, une par module : ce que chacune montre d'un territoire.

Sait : choisir les figures, les tableaux et les phrases d'une section.
Ignore : l'ordre des sections et les formats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from geo.documents.demande import Contexte
from geo.documents.modele import Partie
from geo.documents.sections import (
    annexes,
    chomage,
    essentiel,
)

SECTIONS: Final[Mapping[str, Callable[[Contexte], tuple[Partie, ...]]]] = {
    module.CLE: module.parties
    for module in (
        essentiel,
        chomage,
        annexes,
    )
}
"""Clé d'une section du catalogue → ce qui la compose."""
