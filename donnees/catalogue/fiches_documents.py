"""Les mots des petits documents, genre par genre, lus dans ``fiches_documents.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from donnees.catalogue.lecture_yaml import lire_yaml
from donnees.chemins import CATALOGUE

_FICHES = TypeAdapter(dict[str, dict[str, str]])


@cache
def _genres() -> dict[str, dict[str, str]]:
    return _FICHES.validate_python(lire_yaml(CATALOGUE / "fiches_documents.yml"))


def mots(genre: str) -> Mapping[str, str]:
    """Clé → mot ou phrase à compléter par ``format`` ; partagé, à ne pas modifier.

    Parameters
    ----------
    genre : str
        « action », « maison », « gpect », « acheteur », « bilan » ou sa « grille » ; « commun » : ce qu'ils partagent.
    """
    return _genres()[genre]
