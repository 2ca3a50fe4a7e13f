"""Effectifs et statuts en tableaux, et les opérandes qu'on en fait : la part commune à la construction et à l'écran.

Un état est le rang d'un statut INSEE, du moins au plus contraignant : le plus grand état l'emporte toujours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
import numpy.typing as npt

Reels = npt.NDArray[np.float64]
Etats = npt.NDArray[np.int8]
Booleens = npt.NDArray[np.bool_]
STATUTS: Final = ("", "p", "e", "nd", "s")
OBSERVE, PROVISOIRE, ESTIME, MANQUANT, SECRET = range(5)
RANGS: Final = {statut: rang for rang, statut in enumerate(STATUTS)}
PART_ESTIMEE: Final = 0.05
"""Au-delà, une somme est dite estimée ; en deçà, quelques communes partagées par une fusion ne comptent pas."""
CONDITIONS: Final[dict[str, Callable[[Reels, float], Booleens]]] = {"presente": np.greater, "absente": np.equal}


@dataclass(frozen=True, eq=False)
class Colonne:
    """Des valeurs et leurs états, un par territoire.

    Attributes
    ----------
    valeurs : ndarray of float
        NaN là où l'état est « nd » ou « s », ou là où le calcul n'a pas de sens.
    etats : ndarray of int8
        Rangs dans `STATUTS`.
    """

    valeurs: Reels
    etats: Etats


def combiner(operation: Callable[..., Reels], *colonnes: Colonne) -> Colonne:
    """Applique ``operation`` aux valeurs ; infinie, indéfinie ou faite d'une valeur tue, la valeur manque."""
    etats: Etats = reduce(np.maximum, [colonne.etats for colonne in colonnes])
    with np.errstate(divide="ignore", invalid="ignore"):
        valeurs = operation(*(colonne.valeurs for colonne in colonnes))
    return Colonne(np.where(np.isfinite(valeurs) & (etats < MANQUANT), valeurs, np.nan), etats)


def etats_des_sommes(sommes: Reels, estimees: Reels, provisoires: Booleens) -> Etats:
    """État de sommes complètes, selon leur part estimée et la présence d'une partie provisoire."""
    etats = np.where(provisoires, PROVISOIRE, OBSERVE)
    return np.where(estimees > PART_ESTIMEE * np.abs(sommes), ESTIME, etats).astype(np.int8)


@dataclass(frozen=True)
class Operande:
    """Ce qu'une formule additionne d'un territoire à l'autre.

    Attributes
    ----------
    composantes : tuple of str
        Effectifs sommés entre eux.
    condition, poids, periode_poids : str
        Pour une part de population : le poids des communes où la somme est positive (« presente ») ou nulle
        (« absente »).
    """

    composantes: tuple[str, ...]
    condition: str = ""
    poids: str = ""
    periode_poids: str = ""

    @property
    def noms(self) -> tuple[str, ...]:
        """Composantes à lire, poids compris."""
        return (*self.composantes, self.poids) if self.poids else self.composantes

    def periodes(self, periode: str) -> dict[str, str]:
        """Période où lire chaque composante."""
        return {nom: self.periode_poids if nom == self.poids else periode for nom in self.noms}

    def reduire(self, effectifs: Mapping[str, Colonne]) -> Colonne:
        """L'opérande de chaque territoire, à partir de ses composantes et de son poids, rangés par nom."""
        somme = combiner(_additionner, *(effectifs[nom] for nom in self.composantes))
        if not self.condition:
            return somme
        remplie = CONDITIONS[self.condition]
        return combiner(lambda total, poids: np.where(remplie(total, 0.0), poids, 0.0), somme, effectifs[self.poids])


def _additionner(*valeurs: Reels) -> Reels:
    return reduce(np.add, valeurs)
