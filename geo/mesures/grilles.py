"""Les opérandes en tableaux denses, un par période : une case par commune, zone ou autre territoire du niveau."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from donnees import entrepot
from donnees.catalogue.effectifs import MANQUANT, RANGS, SECRET, Colonne, Etats, Operande, Reels
from geo.territoires.index import Entiers, index

COMPOSANTES_EN_MEMOIRE: Final = 12
"""Une composante sert à plusieurs opérandes voisines ; les opérandes, elles, restent."""


@dataclass(frozen=True)
class Grille:
    """Les opérandes d'un niveau, lues une à une quand on les demande.

    Attributes
    ----------
    niveau : str
        « commune », « epci », « zone_emploi » ou « departement ».
    """

    niveau: str

    def periodes(self, operande: Operande) -> list[str]:
        """Périodes de l'opérande à ce niveau, triées."""
        return list(_lignes(self.niveau, operande))

    def connait(self, operande: Operande, periode: str) -> bool:
        """Dit si l'opérande existe à cette période."""
        return periode in _lignes(self.niveau, operande)

    def etats(self, operande: Operande, periode: str) -> Etats:
        """État de chaque territoire du niveau à cette période."""
        return _lignes(self.niveau, operande)[periode].etats

    def secretes(self, operande: Operande, periode: str) -> npt.NDArray[np.bool_]:
        """Territoires que la source tait, un booléen par territoire du niveau."""
        return np.asarray(self.etats(operande, periode) == SECRET)

    def lire(self, operande: Operande, periode: str, rangs: Entiers) -> tuple[Reels, Etats]:
        """Valeurs (zéro là où elles manquent) et états d'une période, pour ces territoires."""
        return _lignes(self.niveau, operande)[periode].valeurs[rangs], self.etats(operande, periode)[rangs]


@cache
def grille(niveau: str) -> Grille:
    """Grille d'un niveau, la même pour tous."""
    return Grille(niveau)


@cache
def _lignes(niveau: str, operande: Operande) -> dict[str, Colonne]:
    """Périodes où toutes les composantes de l'opérande existent, triées, et leur colonne."""
    if operande.condition and niveau != "commune":
        return {}  # une condition se juge commune par commune
    colonnes = {nom: _colonnes(nom, niveau) for nom in operande.noms}
    reduites = {}
    for periode in sorted(set.intersection(*(set(colonnes[nom]) for nom in operande.composantes))):
        lue = operande.reduire({nom: colonnes[nom][p] for nom, p in operande.periodes(periode).items()})
        reduites[periode] = Colonne(np.nan_to_num(lue.valeurs), lue.etats)
    return reduites


@lru_cache(maxsize=COMPOSANTES_EN_MEMOIRE)
def _colonnes(nom: str, niveau: str) -> dict[str, Colonne]:
    """Une composante : période → valeurs et états, dans l'ordre de l'index."""
    table = entrepot.composantes(nom, niveau)  # une case sans ligne manque
    codes = pd.Index(index().territoires[niveau])
    colonnes = {}
    for periode, lignes in table.groupby("periode", sort=True):
        places = codes.get_indexer(pd.Index(lignes["code"]))
        connues, places = lignes[places >= 0], places[places >= 0]
        valeurs = np.full(len(codes), np.nan)
        etats = np.full(len(codes), MANQUANT, dtype=np.int8)
        valeurs[places] = connues["valeur"].to_numpy(dtype=np.float64)
        declares = connues["statut"].map(RANGS).to_numpy(dtype=np.int8)
        etats[places] = np.where(np.isfinite(valeurs[places]), declares, np.maximum(declares, MANQUANT))
        colonnes[str(periode)] = Colonne(valeurs, etats)
    return colonnes
