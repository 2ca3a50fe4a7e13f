"""Confronter une table lue aux contrôles de sa fiche : calcul pur, sans fichier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from donnees.catalogue.controles import Controle, Genre, Nombre
from donnees.erreurs import CatalogueInvalide

Declares = Mapping[str, Nombre | Mapping[str, Nombre]]
MESURES: Final[Mapping[Genre, Callable[[pd.Series], float]]] = {
    "distincts": lambda colonne: colonne.nunique(),
    "renseignes": lambda colonne: int((colonne.notna() & (colonne.astype("str") != "")).sum()),
    "somme": lambda colonne: colonne.sum(),
    "moyenne": lambda colonne: colonne.mean(),
    "minimum": lambda colonne: colonne.min(),
    "maximum": lambda colonne: colonne.max(),
}


@dataclass(frozen=True)
class Decoupage:
    """Le découpage en vigueur.

    Parameters
    ----------
    codes : mapping
        Niveau → ses codes.
    historique : mapping
        Ancien code de commune (ou arrondissement) → code en vigueur.
    """

    codes: Mapping[str, frozenset[str]]
    historique: Mapping[str, str]

    def couverts(self, codes: pd.Series, niveau: str) -> int:
        """Nombre de territoires de ``niveau`` que ``codes`` atteint, anciens codes de commune compris."""
        presents = set(codes.unique())
        if niveau == "commune":
            presents |= {self.historique[code] for code in presents & self.historique.keys()}
        return len(presents & self.codes[niveau])


@dataclass(frozen=True)
class Lecture:
    """Une table lue, d'où elle vient, et les comptes que son fichier déclare."""

    table: pd.DataFrame
    fichier: str
    declares: Declares = field(default_factory=dict)


@dataclass(frozen=True)
class Constat:
    """Un chiffre attendu et celui qu'on trouve."""

    source: str
    fichier: str
    controle: str
    attendu: Nombre
    trouve: Nombre
    tolerance: float

    @property
    def tenu(self) -> bool:
        """Faux aussi quand rien n'est trouvé (NaN)."""
        return abs(self.trouve - self.attendu) <= abs(self.attendu) * self.tolerance / 100 + EPSILON


EPSILON: Final = 1e-9


def constater(source: str, controle: Controle, lecture: Lecture, decoupage: Decoupage) -> Iterator[Constat]:
    """Mesure un contrôle : un constat, ou un par valeur de sa colonne ``par``.

    Parameters
    ----------
    source : str
        Identifiant de la fiche.

    Raises
    ------
    CatalogueInvalide
        La fiche cite une colonne que la table n'a pas, ou un compte que le fichier ne déclare pas.
    """
    table = lecture.table
    for colonne in {controle.colonne, controle.par, *controle.parmi} - {None}:
        if colonne not in table.columns:
            raise _fiche_fausse(source, controle, f"colonne « {colonne} » absente ({', '.join(table.columns)})")
    for colonne, valeur in controle.parmi.items():
        table = table[table[colonne].astype("str") == valeur]
    attendus = _attendus(source, controle, lecture.declares)
    for groupe, lignes in _grouper(table, controle.par, list(attendus)).items():
        nom = controle.nom + (f", {controle.par} = {groupe}" if controle.par else "")
        trouve = mesurer(controle, lignes, decoupage)
        yield Constat(source, lecture.fichier, nom, attendus[groupe], trouve, controle.tolerance)


def _grouper(table: pd.DataFrame, par: str | None, groupes: list[str]) -> dict[str, pd.DataFrame]:
    """Les lignes de chaque groupe demandé, peut-être aucune ; toutes quand ``par`` est vide."""
    if par is None:
        return dict.fromkeys(groupes, table)
    cles = table[par].astype("str")
    demandees = cles.isin(groupes)
    table = table[demandees]
    rangs = table.groupby(cles[demandees].to_numpy(), sort=False).indices
    return {groupe: table.iloc[rangs.get(groupe, [])] for groupe in groupes}


def mesurer(controle: Controle, lignes: pd.DataFrame, decoupage: Decoupage) -> Nombre:
    """Le chiffre que ``lignes`` donne à ce contrôle."""
    if controle.colonne is None:
        return len(lignes)
    colonne = lignes[controle.colonne]
    if controle.niveau is not None:
        return decoupage.couverts(colonne, controle.niveau)
    return float(MESURES[controle.type](colonne))


def _attendus(source: str, controle: Controle, declares: Declares) -> Mapping[str, Nombre]:
    """Les chiffres attendus, par valeur de ``par`` ; ``""`` quand il n'y en a qu'un."""
    attendu: Nombre | Mapping[str, Nombre] | None
    attendu = declares.get(controle.attendu) if isinstance(controle.attendu, str) else controle.attendu
    if attendu is None:
        raise _fiche_fausse(source, controle, f"compte « {controle.attendu} » que le fichier ne déclare pas")
    if isinstance(attendu, Mapping) != (controle.par is not None):
        raise _fiche_fausse(source, controle, "un chiffre par valeur de « par », et seulement avec « par »")
    return attendu if isinstance(attendu, Mapping) else {"": attendu}


def _fiche_fausse(source: str, controle: Controle, defaut: str) -> CatalogueInvalide:
    return CatalogueInvalide(f"sources.yml, fiche « {source} », contrôle « {controle.nom} » : {defaut}.")
