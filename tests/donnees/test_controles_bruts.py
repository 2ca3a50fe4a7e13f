"""Les contrôles des sources : ce que les vrais bruts redonnent, et ce qu'un brut abîmé ne redonne plus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
TABLES = [(source, table or "") for source, tables in LECTEURS.items() for table in tables]
Dommage = Callable[[pd.DataFrame], pd.DataFrame]


# --- Abîmer une table ------------------------------------------------------------------------------------------------
def debut(table: pd.DataFrame) -> pd.DataFrame:
    """La première moitié : un téléchargement interrompu."""
    return table.iloc[: len(table) // 2]


def fin(table: pd.DataFrame) -> pd.DataFrame:
    """La seconde moitié : une reprise sans le début."""
    return table.iloc[len(table) // 2 :]


def sauf_une(table: pd.DataFrame) -> pd.DataFrame:
    """Une seule ligne en moins, la dernière."""
    return table.iloc[:-1]


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
    """Deux territoires, années ou familles en moins : le premier et le dernier."""
    reste: pd.DataFrame = table[~table[colonne].isin(table[colonne].iloc[[0, -1]])]
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
@dataclass(frozen=True)
class Etude:
    """Une table d'un vrai brut et ses contrôles."""

    source: str
    lecture: Lecture
    controles: tuple[Controle, ...]
    decoupage: Decoupage

    def refus(self, dommage: Dommage, controle: Controle) -> list[Constat]:
        """Les constats de ``controle`` qui ne tiennent pas sur la table abîmée."""
        lecture = Lecture(dommage(self.lecture.table), self.lecture.fichier, self.lecture.declares)
        constats = constater(self.source, controle, lecture, self.decoupage)
        return [constat for constat in constats if not constat.tenu]

    def refusee(self, dommage: Dommage) -> bool:
        """Vrai si l'un des contrôles refuse la table abîmée."""
        return any(self.refus(dommage, controle) for controle in self.controles)


@lru_cache(maxsize=1)
def _decoupage(racine: Path) -> Decoupage:
    return decoupage(Brut(racine))


@pytest.fixture(scope="module", params=TABLES, ids="-".join)
def etude(brut_reel: Brut, request: pytest.FixtureRequest) -> Etude:
    """Une table à la fois, lue une seule fois pour les épreuves qui la demandent."""
    source, nom = request.param
    table = nom or None
    controles = tuple(controle for controle in SOURCES[source].controles if controle.table == table)
    return Etude(source, lire(Brut(brut_reel.racine), source, table), controles, _decoupage(brut_reel.racine))


@pytest.mark.longue
def test_une_table_entiere_passe_et_abimee_ne_passe_plus(etude: Etude) -> None:
    """Tronquée, fût-ce d'une ligne, ou un de ses chiffres décalé ou multiplié : refusée."""
    assert not etude.refusee(lambda table: table)
    mesures = chiffres(etude.lecture.table)
    essais: dict[str, Dommage] = {"debut": debut, "fin": fin, "sauf une": sauf_une}
    for colonne in mesures:
        essais[f"decaler {colonne}"] = partial(decaler, colonne=colonne)
        essais[f"multiplier {colonne}"] = partial(multiplier, colonne=colonne)
    if not mesures:
        temoins = [controle.parmi for controle in etude.controles if len(controle.parmi) > 1]
        assert temoins, "une table sans chiffre a au moins une ligne témoin"
        essais |= {f"decaler {c}": partial(decaler, colonne=c) for parmi in temoins for c in list(parmi)[1:]}
    assert [nom for nom, dommage in essais.items() if not etude.refusee(dommage)] == []


@pytest.mark.longue
def test_chaque_controle_peut_refuser(etude: Etude) -> None:
    """Un contrôle qu'aucun dommage ne fait refuser ne contrôle rien."""
    muets = [
        controle.nom
        for controle in etude.controles
        if not any(etude.refus(dommage, controle) for dommage in dommages(controle, etude.lecture.table))
    ]
    assert muets == []
