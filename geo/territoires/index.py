"""Les communes rangées une fois pour toutes : rang, population et territoire de chacune à chaque niveau."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from donnees import entrepot
from geo.erreurs import TerritoireInconnu

Entiers = npt.NDArray[np.intp]
NIVEAUX = ("france", "region", "departement", "zone_emploi", "epci", "commune")
"""Du plus large au plus fin."""
FRANCE = "FR"
_NOMS_MONTRES = 3


@dataclass(frozen=True, eq=False)
class Index:
    """Communes triées par code.

    Attributes
    ----------
    codes, noms : tuple of str, length n
        Code et libellé sans ambiguïté.
    rang : mapping
        Code → rang dans ``codes``.
    population : ndarray of float, shape (n,)
        Population municipale la plus récente.
    rangs : mapping
        Niveau → rang du territoire de chaque commune dans ``territoires[niveau]`` ; −1 sans territoire.
    territoires : mapping
        Niveau → codes triés.
    tailles : mapping
        Niveau → nombre de communes de chaque territoire.
    """

    codes: tuple[str, ...]
    noms: tuple[str, ...]
    rang: Mapping[str, int]
    population: npt.NDArray[np.float64]
    rangs: Mapping[str, Entiers]
    territoires: Mapping[str, tuple[str, ...]]
    tailles: Mapping[str, Entiers]

    def rangs_de(self, communes: Iterable[str]) -> Entiers:
        """Rangs triés et sans double ; lève `TerritoireInconnu` sur un code qui n'est pas une commune."""
        try:
            return np.array(sorted({self.rang[code] for code in communes}), dtype=np.intp)
        except KeyError as cause:
            raise TerritoireInconnu(f"Commune « {cause.args[0]} » inconnue du code officiel en vigueur.") from None

    def membres(self, niveau: str, code: str) -> Entiers:
        """Rangs des communes d'un territoire ; lève `TerritoireInconnu`."""
        if niveau not in self.territoires:
            raise TerritoireInconnu(f"Niveau « {niveau} » inconnu.")
        if code == "":
            return np.flatnonzero(self.rangs[niveau] < 0)
        try:
            return np.flatnonzero(self.rangs[niveau] == self.territoires[niveau].index(code))
        except ValueError:
            raise TerritoireInconnu(f"Aucun territoire « {code} » au niveau « {niveau} ».") from None

    def compter(self, niveau: str, rangs: Entiers) -> Entiers:
        """Nombre de communes choisies dans chaque territoire du niveau."""
        dedans = self.rangs[niveau][rangs]
        return np.bincount(dedans[dedans >= 0], minlength=len(self.territoires[niveau]))

    def pavage(self, niveau: str, rangs: Entiers) -> Entiers | None:
        """Rangs des territoires entiers dont l'ensemble est la réunion exacte ; None s'il n'en est pas une."""
        comptes = self.compter(niveau, rangs)
        touches = np.flatnonzero(comptes)
        entiers = (comptes[touches] == self.tailles[niveau][touches]).all()
        return touches if len(rangs) and entiers and comptes.sum() == len(rangs) else None

    def nommer(self, rangs: Iterable[int]) -> str:
        """« Foix, Pamiers, Lavelanet… » : les trois communes les plus peuplées, puis le nombre des autres."""
        tries = sorted(rangs, key=lambda rang: (-self.population[rang], self.codes[rang]))
        noms = [self.noms[rang] for rang in tries[:_NOMS_MONTRES]]
        autres = len(tries) - len(noms)
        if autres:
            return f"{', '.join(noms)} et {autres} autre{'s' if autres > 1 else ''}"
        return " et ".join([", ".join(noms[:-1]), noms[-1]]) if len(noms) > 1 else "".join(noms)


@cache
def index() -> Index:
    """Index des communes du code officiel géographique en vigueur."""
    table = entrepot.table("appartenance").sort_values("commune", ignore_index=True)
    communes = entrepot.territoires("commune").reindex(table["commune"])
    colonnes = {niveau: table[niveau] for niveau in ("region", "departement", "zone_emploi", "epci", "canton")}
    colonnes |= {"france": pd.Series(FRANCE, index=table.index), "commune": table["commune"]}
    rangs, territoires, tailles = {}, {}, {}
    for niveau, colonne in colonnes.items():
        codes = colonne.tolist()
        uniques = sorted(set(codes) - {""})
        places = {code: rang for rang, code in enumerate(uniques)}
        rangs[niveau] = np.array([places.get(code, -1) for code in codes], dtype=np.intp)
        territoires[niveau] = tuple(uniques)
        tailles[niveau] = np.bincount(rangs[niveau][rangs[niveau] >= 0], minlength=len(uniques))
    return Index(
        codes=tuple(table["commune"].tolist()),
        noms=tuple(communes["libelle_long"].tolist()),
        rang={code: rang for rang, code in enumerate(table["commune"].tolist())},
        population=communes["population"].fillna(0.0).to_numpy(dtype=np.float64),
        rangs=rangs,
        territoires=territoires,
        tailles=tailles,
    )
