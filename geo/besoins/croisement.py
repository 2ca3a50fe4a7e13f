"""Le croisement : chaque zone d'emploi selon son besoin (trois tiers) et les actions qui s'y comptent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from donnees import entrepot
from donnees.catalogue.besoins import MesureBesoin
from geo.besoins.regle import par_zone
from geo.mesures.classes import SANS_DONNEE
from geo.mesures.repartitions import Repartition, repartir

FAIBLE, MOYEN, ELEVE = range(3)
PLUSIEURS: Final = 2
NIVEAU: Final = "zone_emploi"


@dataclass(frozen=True)
class Tiers:
    """Les deux seuils qui partagent les zones d'emploi en trois tiers.

    Attributes
    ----------
    bas, haut : float
        Seuils, arrondis comme à l'affichage, dans l'unité de l'indicateur.
    besoin : str
        « haut » ou « bas » : de quel côté est le besoin.
    decimales : int
        Décimales de l'affichage.
    """

    bas: float
    haut: float
    besoin: str
    decimales: int

    def classer(self, valeurs: NDArray[np.float64]) -> NDArray[np.int64]:
        """Besoin de chaque valeur : 0 faible, 1 moyen, 2 élevé, −1 sans donnée ; une valeur au seuil reste dessous."""
        arrondies = np.round(valeurs, self.decimales)
        rangs = np.searchsorted([self.bas, self.haut], arrondies, side="left").astype(np.int64)
        besoins = rangs if self.besoin == "haut" else ELEVE - rangs
        return np.where(np.isfinite(valeurs), besoins, SANS_DONNEE)

    def classe(self, valeur: float) -> int:
        """Besoin d'une seule valeur."""
        return int(self.classer(np.array([valeur]))[0])


@dataclass(frozen=True, eq=False)
class Croisement:
    """Besoin et présence de chaque zone d'emploi, dans l'ordre de la répartition.

    Attributes
    ----------
    repartition : Repartition
        L'indicateur de besoin, à sa dernière période.
    mesure : MesureBesoin
        Pourquoi cet indicateur, de quel côté est le besoin.
    tiers : Tiers
        Seuils des trois classes de besoin.
    besoins : ndarray of int, shape (n,)
        0 faible, 1 moyen, 2 élevé, −1 sans donnée.
    actions : ndarray of int, shape (n,)
        Nombre d'actions comptées dans la zone.
    """

    repartition: Repartition
    mesure: MesureBesoin
    tiers: Tiers
    besoins: NDArray[np.int64]
    actions: NDArray[np.int64]

    @property
    def presences(self) -> NDArray[np.int64]:
        """0 aucune action, 1 une, 2 deux ou plus."""
        return np.minimum(self.actions, PLUSIEURS)

    def cellules(self) -> tuple[tuple[int, ...], ...]:
        """Nombre de zones par besoin (lignes : faible, moyen, élevé) et présence (colonnes), hors zones sans donnée."""
        compte = np.zeros((3, 3), dtype=np.int64)
        connues = self.besoins >= 0
        np.add.at(compte, (self.besoins[connues], self.presences[connues]), 1)
        return tuple(tuple(int(n) for n in ligne) for ligne in compte)

    @property
    def sans_donnee(self) -> int:
        """Nombre de zones sans valeur."""
        return int((self.besoins == SANS_DONNEE).sum())

    def rang(self, code: str) -> int:
        """Rang d'une zone dans la répartition."""
        return self.repartition.codes.index(code)

    def table(self) -> pd.DataFrame:
        """Toutes les zones, le besoin le plus fort d'abord : ``code, libelle, valeur, besoin, actions, population``."""
        lignes = self.repartition.table()[["code", "libelle", "valeur"]].assign(
            besoin=self.besoins, actions=self.actions
        )
        lignes["population"] = entrepot.territoires(NIVEAU)["population"].reindex(lignes["code"]).to_numpy()
        ordre = [self.mesure.besoin == "bas", True]
        return lignes.sort_values(["valeur", "libelle"], ascending=ordre, na_position="last", ignore_index=True)

    def sans_reponse(self) -> pd.DataFrame:
        """Les zones au besoin élevé où aucune action ne se compte ; mêmes colonnes et même ordre que `table`."""
        lignes = self.table()
        return lignes[(lignes["besoin"] == ELEVE) & (lignes["actions"] == 0)].reset_index(drop=True)


def tiers(repartition: Repartition, besoin: str) -> Tiers:
    """Seuils au tiers et aux deux tiers des valeurs observées, sur les valeurs arrondies comme à l'affichage."""
    decimales = repartition.indicateur.decimales
    bas, haut = np.quantile(np.round(repartition.observees, decimales), [1 / 3, 2 / 3])
    return Tiers(round(float(bas), decimales), round(float(haut), decimales), besoin, decimales)


def croiser(mesure: MesureBesoin, actions: pd.DataFrame) -> Croisement:
    """Croise un indicateur de besoin et des actions déjà choisies (`geo.besoins.regle.comptees`)."""
    repartition = repartir(mesure.indicateur, NIVEAU)
    seuils, comptes = tiers(repartition, mesure.besoin), par_zone(actions)
    presentes = np.array([comptes[code] for code in repartition.codes], dtype=np.int64)
    return Croisement(repartition, mesure, seuils, seuils.classer(repartition.valeurs), presentes)
