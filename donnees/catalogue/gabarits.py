"""Les gabarits de documents : balises offertes, réponses à un gabarit qui ne convient pas (``gabarits.yml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from donnees.catalogue.lecture_yaml import lire_yaml
from donnees.chemins import CATALOGUE


class _Fiche(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Balise(_Fiche):
    """Une balise offerte ; ``bloc`` : elle tient tout un paragraphe."""

    explication: str
    bloc: bool = False
    obligatoire: bool = False


class Motif(_Fiche):
    """Un refus en clair : ce qui ne va pas, ce qu'il faut faire ; ``{detail}`` et ses pareils sont remplis."""

    constat: str
    remede: str


class Gabarits(_Fiche):
    """Balises, refus et lieux, par clé."""

    balises: Mapping[str, Balise]
    refus: Mapping[str, Motif]
    lieux: Mapping[str, str]


@cache
def gabarits() -> Gabarits:
    """Le catalogue des gabarits ; partagé, à ne pas modifier."""
    return Gabarits.model_validate(lire_yaml(CATALOGUE / "gabarits.yml"))
