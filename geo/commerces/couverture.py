"""Où ouvrir : la couverture maximale, par la méthode gloutonne.

Problème de localisation à couverture maximale (Church et ReVelle, 1974) : choisir k lieux pour qu'il y ait le plus
d'habitants à d kilomètres ou moins d'un équipement. La solution exacte est NP-difficile ; on prend, un à un, le lieu
qui ajoute le plus d'habitants. La fonction étant croissante et sous-modulaire, on atteint au moins 1 − 1/e, soit 63 %,
du meilleur gain possible (Nemhauser, Wolsey et Fisher, 1978).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Reels = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Situation:
    """Des habitants, leur distance au plus proche aujourd'hui, et des lieux où l'on pourrait ouvrir.

    Attributes
    ----------
    population : ndarray, shape (n,)
        Habitants de chaque commune.
    km : ndarray, shape (n,)
        Kilomètres jusqu'au plus proche ; infini s'il n'y en a aucun.
    trajets : ndarray, shape (n, m)
        Kilomètres de chaque commune à chacun des m lieux ; infini si l'on ne peut s'y rendre.
    """

    population: Reels
    km: Reels
    trajets: Reels

    def apres(self, lieu: int) -> Situation:
        """La situation une fois ouvert au lieu donné : aucune distance n'augmente."""
        return replace(self, km=np.minimum(self.km, self.trajets[:, lieu]))

    def couverts(self, rayon: float) -> float:
        """Habitants à ``rayon`` kilomètres ou moins."""
        return float(self.population[self.km <= rayon].sum())

    def loin(self, rayon: float) -> float:
        """Habitants à plus de ``rayon`` kilomètres, ou sans rien."""
        return float(self.population[self.km > rayon].sum())

    def gains(self, rayon: float) -> Reels:
        """Habitants que chaque lieu ferait passer à ``rayon`` kilomètres ou moins : shape (m,)."""
        loin = np.where(self.km > rayon, self.population, 0.0)
        return np.asarray(loin @ (self.trajets <= rayon), dtype=np.float64)

    def moyenne(self) -> float:
        """Distance moyenne pondérée par la population ; infinie si un habitant n'a rien, NaN sans habitant."""
        peuplees = self.population > 0
        if not peuplees.any():
            return math.nan
        return float(self.km[peuplees] @ self.population[peuplees] / self.population.sum())


@dataclass(frozen=True)
class Ouverture:
    """Une ouverture de la suite gloutonne.

    Attributes
    ----------
    lieu : int
        Rang du lieu.
    gagnes : float
        Habitants qu'elle ajoute, les précédentes étant ouvertes.
    couverts : float
        Habitants couverts une fois qu'elle l'est.
    moyenne : float
        Distance moyenne alors, en kilomètres.
    """

    lieu: int
    gagnes: float
    couverts: float
    moyenne: float


def glouton(depart: Situation, rayon: float, nombre: int) -> tuple[Ouverture, ...]:
    """Au plus ``nombre`` ouvertures ; s'arrête quand aucune n'ajoute plus d'habitant.

    À gain égal, le lieu qui laisse la distance moyenne la plus courte, puis le premier de la liste.
    """
    suite: list[Ouverture] = []
    situation = depart
    for _ in range(min(nombre, depart.trajets.shape[1])):
        gains = situation.gains(rayon)
        meilleurs = np.flatnonzero(gains == gains.max())
        if gains[meilleurs[0]] <= 0:
            break
        lieu = min((int(rang) for rang in meilleurs), key=lambda rang: (situation.apres(rang).moyenne(), rang))
        situation = situation.apres(lieu)
        suite.append(Ouverture(lieu, float(gains[lieu]), situation.couverts(rayon), situation.moyenne()))
    return tuple(suite)
