"""Les composantes en tableaux denses : une ligne par opérande et période, une colonne par commune, zone ou autre."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial

import numpy as np
import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.effectifs import MANQUANT, RANGS, SECRET, Colonne, Etats, Operande, Reels
from geo.territoires.index import Entiers, index


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
        Rang du statut dans `donnees.catalogue.effectifs.STATUTS`.
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

    def tait(self, operande: Operande, periode: str) -> bool:
        """Dit si la source tait au moins un territoire de la ligne."""
        return bool((self.etats[self.lignes[operande, periode]] == SECRET).any())

    def lire(self, operande: Operande, periode: str, rangs: Entiers) -> tuple[Reels, Etats]:
        """Valeurs et états d'une ligne, pour ces territoires."""
        ligne = self.lignes[operande, periode]
        return self.valeurs[ligne, rangs], self.etats[ligne, rangs]


@cache
def grille(niveau: str) -> Grille:
    """Grille de toutes les opérandes du catalogue qui existent à ce niveau."""
    operandes = (o for fiche in charger().indicateurs.values() for o in fiche.formule.operandes.values())
    colonnes = cache(partial(_colonnes, niveau=niveau))  # le temps de la grille : elle seule reste en mémoire
    lignes: dict[tuple[Operande, str], int] = {}
    valeurs: list[Reels] = []
    etats: list[Etats] = []
    for operande in dict.fromkeys(operandes):
        if operande.condition and niveau != "commune":
            continue  # une condition se juge commune par commune
        for periode, colonne in _lignes(operande, colonnes):
            lignes[operande, periode] = len(valeurs)
            valeurs.append(np.nan_to_num(colonne.valeurs))
            etats.append(colonne.etats)
    largeur = len(index().territoires[niveau])
    return Grille(
        lignes,
        np.array(valeurs, dtype=np.float64).reshape(-1, largeur),
        np.array(etats, dtype=np.int8).reshape(-1, largeur),
    )


def _lignes(operande: Operande, lire: Callable[[str], dict[str, Colonne]]) -> Iterator[tuple[str, Colonne]]:
    """Périodes où toutes les composantes existent."""
    colonnes = {nom: lire(nom) for nom in operande.noms}
    for periode in sorted(set.intersection(*(set(colonnes[nom]) for nom in operande.composantes))):
        yield periode, operande.reduire({nom: colonnes[nom][p] for nom, p in operande.periodes(periode).items()})


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
