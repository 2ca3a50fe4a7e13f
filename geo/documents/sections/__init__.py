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
    acteurs,
    annexes,
    chomage,
    clause,
    commerces,
    economie,
    economie_verte,
    enjeux,
    essentiel,
    forces,
    freins,
    perimetre,
    plan,
    population,
    recrutements,
)

SECTIONS: Final[Mapping[str, Callable[[Contexte], tuple[Partie, ...]]]] = {
    module.CLE: module.parties
    for module in (
        essentiel,
        perimetre,
        population,
        economie,
        chomage,
        recrutements,
        economie_verte,
        commerces,
        clause,
        freins,
        acteurs,
        forces,
        enjeux,
        plan,
        annexes,
    )
}
"""Clé d'une section du catalogue → ce qui la compose."""
