"""Les territoires dans une réponse : en une ligne, en fiche, en morceau d'un autre."""

from __future__ import annotations

import math

from pydantic import Field
from starlette.requests import Request

from geo import territoires as geo_territoires
from geo.territoires import Territoire
from pages.api.reponses import Modele, du_territoire


class TerritoireBref(Modele):
    """Un territoire, en une ligne."""

    niveau: str
    code: str
    libelle: str
    population: float | None = Field(description="Population municipale, en habitants.")
    fiche: str = Field(description="Adresse de sa fiche.")


class Morceau(TerritoireBref):
    """Un territoire que celui-ci touche."""

    part: float = Field(description="Part des habitants du territoire qui y vivent, de 0 à 1.")
    couverture: float = Field(description="Part des habitants du morceau que le territoire couvre, de 0 à 1.")


class FicheTerritoire(TerritoireBref):
    """Un territoire, ce qui le contient ou qu'il traverse, et ce qu'on peut en lire."""

    nature: str
    communes: int = Field(description="Nombre de ses communes.")
    parents: dict[str, tuple[Morceau, ...]] = Field(
        description="Niveau plus large → ceux qui le contiennent ou qu'il traverse."
    )
    comparateurs: dict[str, str] = Field(description="Clé → libellé de ceux à qui son portrait se compare.")
    liens: dict[str, str] = Field(description="Ce qu'on peut lire ensuite.")


class Niveau(Modele):
    """Un niveau géographique."""

    niveau: str
    libelle: str
    total: int
    territoires: str = Field(description="Adresse de la liste.")


class Niveaux(Modele):
    """Les niveaux, ou les lieux qui répondent à un texte."""

    niveaux: tuple[Niveau, ...]
    trouves: tuple[TerritoireBref, ...] = Field(description="Les plus probables d'abord ; vide sans « q ».")


class Semblable(TerritoireBref):
    """Une zone d'emploi qui ressemble au territoire."""

    ressemblance: float = Field(description="De 0 à 100.")
    rapprochent: tuple[str, ...] = Field(description="Indicateurs qui les rapprochent le plus.")
    separent: tuple[str, ...]


class Semblables(Modele):
    """Qui ressemble à ce territoire, et de qui l'on a cherché les semblables."""

    cible: TerritoireBref
    mention: str = Field(description="Pourquoi c'est sa zone d'emploi, ou pourquoi il n'y a personne.")
    variables: tuple[str, ...] = Field(description="Indicateurs comparés.")
    elements: tuple[Semblable, ...]


def bref(demande: Request, territoire: Territoire) -> TerritoireBref:
    """Un territoire, en une ligne."""
    population = territoire.population
    return TerritoireBref(
        niveau=territoire.niveau,
        code=territoire.code,
        libelle=territoire.libelle,
        population=population if math.isfinite(population) else None,
        fiche=du_territoire(demande, territoire),
    )


def morceaux(demande: Request, territoire: Territoire, niveau: str) -> tuple[Morceau, ...]:
    """Les territoires d'un niveau qui le contiennent ou qu'il traverse, le plus habité d'abord."""
    return tuple(
        Morceau.model_validate(
            {
                **bref(demande, geo_territoires.lire(niveau, morceau.code)).model_dump(),
                "part": morceau.part,
                "couverture": morceau.couverture,
            }
        )
        for morceau in geo_territoires.traverses(territoire, niveau)
    )
