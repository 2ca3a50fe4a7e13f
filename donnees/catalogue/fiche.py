"""Socle des fiches du catalogue : figées, sans champ inconnu."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Identifiant = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Texte = Annotated[str, Field(min_length=1)]


class Fiche(BaseModel):
    """Fiche figée, sans champ inconnu."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
