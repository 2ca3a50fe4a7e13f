"""« Et si on ouvrait ici ? » : l'effet d'une ouverture dans une commune, et les dix meilleurs lieux d'un territoire."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.commerces import couverture, sphere
from geo.commerces.couverture import Ouverture, Situation
from geo.commerces.distances import positions, releve, secteurs
from geo.commerces.types import Type
from geo.territoires import Territoire, rangs
from geo.territoires.index import index
from geo.territoires.perimetre import MAXIMUM_COMMUNES

RAYONS: Final = (5, 10, 15)
RAYON: Final = 5
NOMBRE: Final = 10


@dataclass(frozen=True)
class Effet:
    """Ce que changerait une ouverture.

    Attributes
    ----------
    commune : str
        Code de la commune.
    deja : bool
        La commune en a déjà : rien ne change.
    gagnes : float
        Habitants du territoire qui passent à la distance choisie ou moins.
    alentour : float
        Habitants d'autres communes, hors du territoire, qui y passent aussi.
    rapproches : float
        Habitants du territoire dont la distance diminue.
    avant, apres : float
        Distance moyenne des habitants du territoire, en kilomètres ; infinie si l'un d'eux n'en a aucun.
    """

    commune: str
    deja: bool
    gagnes: float
    alentour: float
    rapproches: float
    avant: float
    apres: float


@dataclass(frozen=True, eq=False)
class Etude:
    """Un territoire et un type : la situation d'aujourd'hui et les lieux possibles.

    Attributes
    ----------
    communes : ndarray of int
        Rangs (`geo.territoires.index`) des communes du territoire où le type est relevé.
    lieux : ndarray of int
        Parmi elles, celles qui n'en ont pas.
    situation : Situation
        Dans cet ordre.
    """

    communes: NDArray[np.intp]
    lieux: NDArray[np.intp]
    situation: Situation

    def code(self, lieu: int) -> str:
        """Code de la commune d'un lieu."""
        return index().codes[int(self.lieux[lieu])]


def possible(territoire: Territoire) -> bool:
    """Dit si le territoire n'est pas trop grand pour chercher tous ses lieux."""
    return len(territoire.communes) <= MAXIMUM_COMMUNES


@lru_cache(maxsize=4)
def etudier(territoire: Territoire, type_: Type) -> Etude:
    """Situation d'un territoire d'au plus 2 000 communes."""
    equipements = releve(type_.code)
    communes = rangs(territoire)
    communes = communes[equipements.connu[communes]]
    lieux = communes[equipements.nombre[communes] == 0]
    situation = Situation(index().population[communes], _km(communes, equipements.km), _trajets(communes, lieux))
    return Etude(communes, lieux, situation)


def _km(communes: NDArray[np.intp], km: NDArray[np.float64]) -> NDArray[np.float64]:
    lues = km[communes]
    return np.where(np.isnan(lues), np.inf, lues)


def _trajets(communes: NDArray[np.intp], lieux: NDArray[np.intp]) -> NDArray[np.float64]:
    """Distances au grand cercle ; infinies d'une terre à l'autre, exactement nulles de soi à soi."""
    trajets = sphere.entre_km(positions()[communes], positions()[lieux])
    trajets = np.where(secteurs()[communes][:, None] == secteurs()[lieux][None, :], trajets, np.inf)
    return np.where(communes[:, None] == lieux[None, :], 0.0, trajets)


@lru_cache(maxsize=64)
def meilleurs(territoire: Territoire, type_: Type, rayon: int) -> tuple[tuple[str, Ouverture], ...]:
    """Suite gloutonne : (commune, ouverture), dix au plus."""
    etude = etudier(territoire, type_)
    if not etude.lieux.size:
        return ()
    return tuple((etude.code(o.lieu), o) for o in couverture.glouton(etude.situation, rayon, NOMBRE))


def effet(territoire: Territoire, type_: Type, commune: str, rayon: int) -> Effet:
    """Effet d'une ouverture dans une commune du territoire."""
    equipements, rang = releve(type_.code), index().rang[commune]
    communes = rangs(territoire)
    communes = communes[equipements.connu[communes]]
    ici = np.array([rang], dtype=np.intp)
    avant = Situation(index().population[communes], _km(communes, equipements.km), _trajets(communes, ici))
    apres = avant.apres(0)
    toutes = np.flatnonzero(equipements.connu & (secteurs() == secteurs()[rang]))
    partout = Situation(index().population[toutes], _km(toutes, equipements.km), _trajets(toutes, ici))
    gagnes = float(avant.gains(rayon)[0])
    return Effet(
        commune=commune,
        deja=bool(equipements.nombre[rang] > 0),
        gagnes=gagnes,
        alentour=float(partout.gains(rayon)[0]) - gagnes,
        rapproches=float(avant.population[apres.km < avant.km].sum()),
        avant=avant.moyenne(),
        apres=apres.moyenne(),
    )
