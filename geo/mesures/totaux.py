"""Les sommes d'un ensemble de communes : au bon échelon, avec leur statut, sans livrer de secret."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from donnees.catalogue.effectifs import (
    ESTIME,
    MANQUANT,
    PROVISOIRE,
    SECRET,
    Colonne,
    Etats,
    Operande,
    Reels,
    etats_des_sommes,
)
from geo.ecriture.formats import nombre
from geo.mesures.grilles import Grille, grille
from geo.mesures.secret import arbitrer
from geo.territoires.index import Entiers, index

ECHELONS: Final = ("departement", "zone_emploi")
"""Où chercher une donnée qui n'existe pas par commune ; le département d'abord, il n'est pas estimé."""
_NON_PUBLIEE: Final = "Secret statistique : une des valeurs à additionner n'est pas publiée. Changez de périmètre."
_SANS_PERIODE: Final = "Cette période n'existe pas : choisissez-en une autre."


@dataclass(frozen=True)
class Total:
    """Somme d'une opérande à une période.

    Attributes
    ----------
    etat : int
        Rang du statut dans `donnees.catalogue.effectifs.STATUTS`.
    motif : str
        Pourquoi il n'y a pas de valeur ; vide s'il y en a une.
    """

    valeur: float
    etat: int
    motif: str = ""

    @property
    def colonne(self) -> Colonne:
        """Le total, tel qu'une formule l'attend."""
        return Colonne(np.array([self.valeur]), np.array([self.etat], dtype=np.int8))


class Selection:
    """Les sommes d'un ensemble de communes, faites à la demande et gardées.

    Parameters
    ----------
    communes : tuple of str
        Codes en vigueur ; l'ordre et les doubles sont sans effet.
    """

    def __init__(self, communes: tuple[str, ...]) -> None:
        self.rangs = index().rangs_de(communes)
        self._totaux: dict[tuple[Operande, str], Total] = {}
        self._pavages: dict[str, Entiers | None] = {}

    def source(self, operande: Operande) -> tuple[Grille, Entiers] | None:
        """Grille et rangs où sommer l'opérande : communes, à défaut départements ou zones entiers ; sinon None."""
        communes = grille("commune")
        if communes.periodes(operande):
            return communes, self.rangs
        for niveau in ECHELONS:
            if niveau not in self._pavages:
                self._pavages[niveau] = index().pavage(niveau, self.rangs)
            paves = self._pavages[niveau]
            if paves is not None and grille(niveau).periodes(operande):
                return grille(niveau), paves
        return None

    def periodes(self, operande: Operande) -> list[str]:
        """Périodes de l'opérande là où il se somme."""
        source = self.source(operande)
        return source[0].periodes(operande) if source else []

    def total(self, operande: Operande, periode: str) -> Total:
        """Somme d'une opérande à une période ; sans valeur si une seule partie manque ou est au secret."""
        cle = (operande, periode)
        if cle not in self._totaux:
            self._totaux[cle] = self._sommer(operande, periode)
        return self._totaux[cle]

    def _sommer(self, operande: Operande, periode: str) -> Total:
        source = self.source(operande)
        if source is None or not source[0].connait(operande, periode):
            return Total(math.nan, MANQUANT, _SANS_PERIODE)
        lignes, rangs = source
        valeurs, etats = lignes.lire(operande, periode, rangs)
        manquants = rangs[etats == MANQUANT]
        if len(manquants):
            communale = lignes is grille("commune")
            return Total(math.nan, MANQUANT, _motif_manque(manquants, len(rangs), communale=communale))
        if lignes is grille("commune") and lignes.secretes(operande, periode).any():
            return self._sommer_sans_livrer(operande, periode)
        return Total(math.nan, SECRET, _NON_PUBLIEE) if (etats == SECRET).any() else _somme(valeurs, etats)

    def _sommer_sans_livrer(self, operande: Operande, periode: str) -> Total:
        """Somme des communes, où les intercommunalités qui en ont au secret comptent pour leur valeur publiée."""
        verdict = arbitrer(grille("commune"), operande, periode, self.rangs)
        if verdict.motif:
            return Total(math.nan, SECRET, verdict.motif)
        libres = self.rangs[~np.isin(index().rangs["epci"][self.rangs], verdict.epcis)]
        valeurs, etats = grille("commune").lire(operande, periode, libres)
        valeurs_epci, etats_epci = grille("epci").lire(operande, periode, verdict.epcis)
        return _somme(np.concatenate([valeurs, valeurs_epci]), np.concatenate([etats, etats_epci]))


@lru_cache(maxsize=256)
def selection(communes: tuple[str, ...]) -> Selection:
    """Les sommes d'un ensemble de communes, partagées entre les indicateurs."""
    return Selection(communes)


def _somme(valeurs: Reels, etats: Etats) -> Total:
    somme, estimee = valeurs.sum(), np.abs(valeurs[etats == ESTIME]).sum()
    return Total(float(somme), int(etats_des_sommes(somme, estimee, (etats == PROVISOIRE).any())))


def _motif_manque(rangs: Entiers, total: int, *, communale: bool) -> str:
    combien = len(rangs)
    if not communale:
        ont = "territoires n'ont" if combien > 1 else "territoire n'a"
        return f"{nombre(combien)} {ont} pas cette donnée, sur {nombre(total)} : changez de périmètre."
    ont = "communes n'ont" if combien > 1 else "commune n'a"
    retirables = "ces communes" if combien > 1 else "cette commune"
    return (
        f"{nombre(combien)} {ont} pas cette donnée, sur {nombre(total)} : {index().nommer(rangs.tolist())}. "
        f"Retirez {retirables} du périmètre pour obtenir un calcul."
    )
