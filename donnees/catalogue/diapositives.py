"""Ce que les diapositives montrent d'un document, lu dans ``diapositives.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from donnees.catalogue.lecture_yaml import lire_yaml
from donnees.chemins import CATALOGUE

Gabarit = Literal["chiffres", "figure", "figures", "tableau", "liste", "colonnes", "questions"]
TOUS: tuple[Gabarit, ...] = ("figure", "tableau", "chiffres", "liste")
"""Ce qu'on essaie, dans l'ordre, pour une section que rien ne déclare."""


class Declaree(BaseModel):
    """Une diapositive voulue ; le sens de chaque champ est écrit en tête de ``diapositives.yml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str
    gabarits: tuple[Gabarit, ...] = TOUS
    blocs: tuple[str, ...] = ()
    titre: str = ""
    reserve: bool = False


class Suite(BaseModel):
    """La suite des diapositives d'un genre de document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    diapositives: tuple[Declaree, ...]
    ecartees: tuple[str, ...] = ()


_SUITES = TypeAdapter(dict[str, Suite])


@cache
def _suites() -> Mapping[str, Suite]:
    return _SUITES.validate_python(lire_yaml(CATALOGUE / "diapositives.yml"))


def suite(genre: str) -> Suite:
    """Suite du genre, ou celle des genres qui n'en déclarent pas."""
    return _suites().get(genre, _suites()["autre"])
