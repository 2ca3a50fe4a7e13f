"""Les contrôles des sources : ce que les vrais bruts redonnent, et ce qu'un brut abîmé ne redonne plus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from donnees.catalogue import charger
from donnees.catalogue.controles import Controle
from donnees.controles.evaluation import Constat, Decoupage, Lecture, constater
from donnees.controles.lectures import LECTEURS, decoupage, lire
from donnees.lecture.socle import Brut

SOURCES = charger().sources
TABLES = [(source, table) for source, tables in LECTEURS.items() for table in tables]
CONTROLES = [
    (source.id, table, rang)
    for source in SOURCES.values()
    for table in LECTEURS[source.id]
    for rang, controle in enumerate(source.controles)
    if controle.table == table
]
Dommage = Callable[[pd.DataFrame], pd.DataFrame]


# --- Abîmer une table ------------------------------------------------------------------------------------------------
def debut(table: pd.DataFrame) -> pd.DataFrame:
    """La première moitié : un téléchargement interrompu."""
    return table.iloc[: len(table) // 2]


def fin(table: pd.DataFrame) -> pd.DataFrame:
    """La seconde moitié : une reprise sans le début."""
    return table.iloc[len(table) // 2 :]


def decaler(table: pd.DataFrame, colonne: str) -> pd.DataFrame:
    """Une colonne glissée d'une ligne : chaque territoire porte le chiffre de son voisin."""
    glissee = pd.Series(
        np.roll(table[colonne].to_numpy(dtype=object), 1), index=table.index, dtype=table[colonne].dtype
    )
    return table.assign(**{colonne: glissee})


def multiplier(table: pd.DataFrame, colonne: str) -> pd.DataFrame:
    """Une unité changée : dix pour cent de plus."""
    return table.assign(**{colonne: table[colonne] * 1.1})


def inverser(table: pd.DataFrame, colonne: str) -> pd.DataFrame:
    """Un signe perdu."""
    return table.assign(**{colonne: -table[colonne]})


def perdre(table: pd.DataFrame, colonne: str) -> pd.DataFrame:
    """Un territoire, une année ou une famille en moins."""
    reste: pd.DataFrame = table[table[colonne] != table[colonne].iloc[0]]
    return reste


def chiffres(table: pd.DataFrame) -> list[str]:
    """Les colonnes de mesures ; une année n'en est pas une."""
    return [nom for nom in table.columns if pd.api.types.is_float_dtype(table[nom])]


def dommages(controle: Controle, table: pd.DataFrame) -> Iterator[Dommage]:
    """Ce qui peut arriver à une table, et que ce contrôle-ci regarde."""
    yield from (debut, fin)
    if controle.colonne in chiffres(table):
        for abimer in (decaler, multiplier, inverser):
            yield partial(abimer, colonne=controle.colonne)
    for colonne in (controle.colonne, *controle.parmi):
        if colonne is not None:
            yield partial(perdre, colonne=colonne)
            yield partial(decaler, colonne=colonne)


# --- Les vrais bruts -------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _decoupage(racine: Path) -> Decoupage:
    return decoupage(Brut(racine))


@lru_cache(maxsize=1)
def _lectures(racine: Path, source: str) -> dict[str | None, Lecture]:
    """Les tables d'une source, gardées tant que les épreuves qui se suivent la demandent."""
    return dict(lire(Brut(racine), source))


def _constats(brut: Brut, source: str, table: str | None, dommage: Dommage | None = None) -> list[list[Constat]]:
    """Les constats de chaque contrôle d'une table, abîmée ou non."""
    lecture = _lectures(brut.racine, source)[table]
    if dommage is not None:
        lecture = Lecture(dommage(lecture.table), lecture.fichier, lecture.declares)
    siens = [controle for controle in SOURCES[source].controles if controle.table == table]
    return [list(constater(source, controle, lecture, _decoupage(brut.racine))) for controle in siens]


def _refuse(constats: list[list[Constat]]) -> bool:
    return not all(constat.tenu for siens in constats for constat in siens)


@pytest.mark.longue
@pytest.mark.parametrize(("source", "table"), TABLES)
def test_une_table_entiere_passe_et_abimee_ne_passe_plus(brut_reel: Brut, source: str, table: str | None) -> None:
    """Tronquée par un bout ou par l'autre, un de ses chiffres décalé d'une ligne ou multiplié : refusée."""
    assert not _refuse(_constats(brut_reel, source, table))
    entiere = _lectures(brut_reel.racine, source)[table].table
    essais: dict[str, Dommage] = {"debut": debut, "fin": fin}
    for colonne in chiffres(entiere):
        essais[f"decaler {colonne}"] = partial(decaler, colonne=colonne)
        essais[f"multiplier {colonne}"] = partial(multiplier, colonne=colonne)
    if not chiffres(entiere):
        temoins = [c.parmi for c in SOURCES[source].controles if c.table == table and len(c.parmi) > 1]
        essais |= {f"decaler {c}": partial(decaler, colonne=c) for parmi in temoins for c in list(parmi)[1:]}
        assert temoins, "une table sans chiffre a au moins une ligne témoin"
    acceptes = [nom for nom, dommage in essais.items() if not _refuse(_constats(brut_reel, source, table, dommage))]
    assert acceptes == []


@pytest.mark.longue
@pytest.mark.parametrize(("source", "table", "rang"), CONTROLES)
def test_chaque_controle_peut_refuser(brut_reel: Brut, source: str, table: str | None, rang: int) -> None:
    """Un contrôle qu'aucun dommage ne fait refuser ne contrôle rien."""
    lecture = _lectures(brut_reel.racine, source)[table]
    controle = SOURCES[source].controles[rang]
    refus = (
        constat
        for dommage in dommages(controle, lecture.table)
        for constat in constater(
            source,
            controle,
            Lecture(dommage(lecture.table), lecture.fichier, lecture.declares),
            _decoupage(brut_reel.racine),
        )
        if not constat.tenu
    )
    assert (constat := next(refus, None)) is not None
    assert constat.source == source
    assert constat.fichier
