"""Les lieux d'une action : codes du COG courant, et croisement avec un territoire de communes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from donnees import entrepot
from donnees.registre.services.saisie import SaisieLieu
from donnees.vocabulaire import NiveauLieu


def inconnus(lieux: Iterable[SaisieLieu]) -> dict[str, str]:
    """Messages, par champ, des codes qui ne sont pas dans les territoires produits."""
    return {
        f"lieux.{rang}.code": f"Le code {lieu.code} n'existe pas dans le code officiel géographique courant."
        for rang, lieu in enumerate(lieux)
        if lieu.code not in entrepot.territoires(lieu.niveau).index
    }


@lru_cache(maxsize=32)
def _codes(communes: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Couples (maille, code) de tous les territoires qui contiennent une de ces communes."""
    appartenance = entrepot.table("appartenance")
    choisies = appartenance[appartenance["commune"].isin(communes)]
    return frozenset(
        [(NiveauLieu.COMMUNE.value, commune) for commune in communes]
        + [(maille.value, code) for maille in (NiveauLieu.EPCI, NiveauLieu.ZONE_EMPLOI) for code in choisies[maille]]
    )


def touche(lieux: Iterable[tuple[str, str]], communes: frozenset[str]) -> bool:
    """Dit si un des lieux (maille, code) contient une des communes, ou en est une."""
    return not _codes(communes).isdisjoint(lieux)
