"""Les points d'une carte emportée : les mêmes couches que l'écran, filtrées de même."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from donnees import entrepot
from geo.actions import points

ANNEES = "annees"


@dataclass(frozen=True, eq=False)
class Couche:
    """Points d'un groupe (« maisons », « actions », « reseau », « programmes ») : ``lon, lat, age``, clé de `AGES`."""

    groupe: str
    points: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Montre:
    """Ce que la carte montre par-dessus ses couleurs.

    Attributes
    ----------
    couches : tuple of Couche
        Couches visibles, déjà filtrées.
    selection : str
        Code du territoire choisi, cerné ; vide sans choix.
    perimetre : tuple of str
        Communes à cerner.
    """

    couches: tuple[Couche, ...] = ()
    selection: str = ""
    perimetre: tuple[str, ...] = ()


def lire(demandes: Iterable[Mapping[str, Any]], registre: Mapping[str, pd.DataFrame]) -> tuple[Couche, ...]:
    """Points des couches demandées à la carte (`geo.actions.points.couches`).

    Parameters
    ----------
    registre : mapping of str to DataFrame
        Groupe → table tirée du registre ; les autres groupes se lisent dans les produits.
    """
    couches = []
    for demande in demandes:
        groupe = str(demande["groupe"])
        table = _datee(registre[groupe] if groupe in registre else _produit(str(demande["url"])), demande)
        retenus = table[garder(table, demande.get("filtre") or {})]
        situes = retenus[retenus["lon"].notna() & retenus["lat"].notna()]
        couches.append(Couche(groupe, situes[["lon", "lat", "age"]].reset_index(drop=True)))
    return tuple(couches)


def _datee(table: pd.DataFrame, demande: Mapping[str, Any]) -> pd.DataFrame:
    """La table, et l'âge de la preuve de chaque point, au jour dont la carte le compte."""
    preuves = points.preuves(str(demande["groupe"]), table)
    return table.assign(age=preuves.map(partial(points.age, seuil=str(demande["depuis"]))))


def garder(table: pd.DataFrame, filtre: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Lignes qu'un filtre de la carte garde : une liste par colonne, et les années qu'une action recoupe."""
    gardees = np.ones(len(table), dtype=np.bool_)
    for colonne, admises in filtre.items():
        if colonne == ANNEES:
            debut, fin = table["annee_debut"].to_numpy(), table["annee_fin"].to_numpy()
            gardees &= (debut > 0) & (debut <= admises[1]) & (np.where(fin > 0, fin, debut) >= admises[0])
        elif colonne in table:
            gardees &= table[colonne].isin(list(admises)).to_numpy()
    return gardees


@lru_cache(maxsize=8)
def _produit(fichier: str) -> pd.DataFrame:
    """Fichier de points des produits, en table."""
    contenu = json.loads(entrepot.octets(fichier))
    table = pd.DataFrame(contenu["lignes"], columns=contenu["colonnes"])
    return table.assign(**contenu["constantes"])
