"""Les mots des documents : ce qu'un format écrit autour du contenu, lu dans ``documents.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from donnees.catalogue.lecture_yaml import lire_yaml
from donnees.chemins import CATALOGUE

_MOTS = TypeAdapter(dict[str, str])


@cache
def mots() -> Mapping[str, str]:
    """Clé → mot ou tournure ; partagé, à ne pas modifier."""
    return _MOTS.validate_python(lire_yaml(CATALOGUE / "documents.yml"))
