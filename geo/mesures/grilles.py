"""Les composantes en tableaux denses : une ligne par opérande et période, une colonne par commune, zone ou autre."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Evolution, Formule, PartPopulation, Ratio, Somme
from geo.territoires.index import Entiers, index

Reels = npt.NDArray[np.float64]
Etats = npt.NDArray[np.int8]
STATUTS: Final = ("", "p", "e", "nd", "s")
"""Du moins au plus contraignant ; le rang dans cette suite est l'état d'une case."""
OBSERVE, PROVISOIRE, ESTIME, MANQUANT, SECRET = range(5)
ABSENCE_SECRETE: Final = frozenset({"emploi_prive"})
"""Composantes où une commune absente du fichier est au secret : la fiche de source ``urssaf_serie`` le dit."""
NIVEAUX_GRILLES: Final = ("commune", "zone_emploi", "departement", "epci")


@dataclass(frozen=True)
class Operande:
    """Ce qu'une formule additionne.

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
    def secrete(self) -> bool:
        """Dit si une commune absente y est au secret."""
        return not ABSENCE_SECRETE.isdisjoint(self.composantes)


@dataclass(frozen=True, eq=False)
class Grille:
    """Valeurs d'un niveau.

    Attributes
    ----------
    lignes : mapping
        (opérande, période) → rang de la ligne.
    valeurs : ndarray of float, shape (lignes, territoires)
        Zéro là où la valeur manque.
    etats : ndarray of int8, même forme
        Rang du statut dans `STATUTS`.
    """

    lignes: Mapping[tuple[Operande, str], int]
    valeurs: Reels
    etats: Etats

    def periodes(self, operande: Operande) -> list[str]:
        """Périodes de l'opérande à ce niveau, triées."""
        return self._par_operande.get(operande, [])

    @cached_property
    def _par_operande(self) -> dict[Operande, list[str]]:
        periodes: dict[Operande, list[str]] = {}
        for operande, periode in sorted(self.lignes, key=lambda cle: cle[1]):
            periodes.setdefault(operande, []).append(periode)
        return periodes

    def lire(self, operande: Operande, periode: str, rangs: Entiers) -> tuple[Reels, Etats]:
        """Valeurs et états d'une ligne, pour ces territoires."""
        ligne = self.lignes[operande, periode]
        return self.valeurs[ligne, rangs], self.etats[ligne, rangs]


def operandes(formule: Formule) -> tuple[Operande, ...]:
    """Opérandes d'une formule recalculable, dans l'ordre du calcul ; vide pour une formule qui ne s'agrège pas."""
    if isinstance(formule, Somme):
        return (Operande(formule.composantes),)
    if isinstance(formule, Ratio):
        return Operande(formule.numerateur), Operande(formule.denominateur)
    if isinstance(formule, PartPopulation):
        presence = Operande(formule.composantes, formule.condition, formule.poids, formule.periode_poids)
        return presence, Operande((formule.poids,))
    if isinstance(formule, Evolution):
        return Operande(formule.composantes), Operande(formule.depart or formule.composantes)
    return ()


@cache
def grille(niveau: str) -> Grille:
    """Grille de toutes les opérandes du catalogue qui existent à ce niveau."""
    uniques = dict.fromkeys(o for fiche in charger().indicateurs.values() for o in operandes(fiche.formule))
    lignes: dict[tuple[Operande, str], int] = {}
    valeurs: list[Reels] = []
    etats: list[Etats] = []
    for operande in uniques:
        for periode, brutes, codes in _lignes(operande, niveau):
            lignes[operande, periode] = len(valeurs)
            valeurs.append(np.nan_to_num(brutes))
            etats.append(codes)
    largeur = len(index().territoires[niveau])
    return Grille(
        lignes,
        np.array(valeurs, dtype=np.float64).reshape(-1, largeur),
        np.array(etats, dtype=np.int8).reshape(-1, largeur),
    )


def _lignes(operande: Operande, niveau: str) -> Iterator[tuple[str, Reels, Etats]]:
    """Périodes où toutes les composantes existent ; une case n'a de valeur que si toutes en ont une."""
    colonnes = [_colonnes(nom, niveau) for nom in operande.composantes]
    if operande.condition and niveau != "commune":
        return
    for periode in sorted(set.intersection(*(set(colonne) for colonne in colonnes))):
        brutes = np.sum([colonne[periode][0] for colonne in colonnes], axis=0)
        etats = np.max([colonne[periode][1] for colonne in colonnes], axis=0)
        if operande.condition:
            retenues = brutes > 0 if operande.condition == "presente" else brutes == 0
            poids, etats_poids = _colonnes(operande.poids, niveau)[operande.periode_poids]
            brutes, etats = np.where(retenues, poids, 0.0), np.maximum(etats, etats_poids)
        yield periode, np.where(etats >= MANQUANT, np.nan, brutes), etats


@cache
def _colonnes(nom: str, niveau: str) -> dict[str, tuple[Reels, Etats]]:
    """Une composante : période → valeurs et états, dans l'ordre de l'index."""
    table = entrepot.composantes(nom, niveau)
    codes = pd.Index(index().territoires[niveau])
    colonnes = {}
    for periode, lignes in table.groupby("periode", sort=True):
        places = codes.get_indexer(pd.Index(lignes["code"]))
        connues, places = lignes[places >= 0], places[places >= 0]
        valeurs = np.full(len(codes), np.nan)
        etats = _etats_absents(nom, niveau)
        valeurs[places] = connues["valeur"].to_numpy(dtype=np.float64)
        lus = connues["statut"].map({statut: rang for rang, statut in enumerate(STATUTS)}).to_numpy(dtype=np.int8)
        etats[places] = np.where(np.isfinite(valeurs[places]), lus, np.maximum(lus, MANQUANT))
        colonnes[str(periode)] = valeurs, etats
    return colonnes


def _etats_absents(nom: str, niveau: str) -> Etats:
    """État d'une case sans ligne : secret si la source tait les communes au secret, sauf département hors champ."""
    etats = np.full(len(index().territoires[niveau]), MANQUANT, dtype=np.int8)
    if nom in ABSENCE_SECRETE and niveau == "commune":
        couverts = set(entrepot.composantes(nom, "departement")["code"])
        suivis = np.array([code in couverts for code in index().territoires["departement"]])
        etats[suivis[index().rangs["departement"]]] = SECRET
    return etats
