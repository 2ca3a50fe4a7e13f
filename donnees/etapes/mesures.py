"""Gestes sur des mesures longues (``niveau, code, periode, valeur, etat``) : les aligner, puis en refaire une table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from donnees.catalogue.effectifs import MANQUANT, Colonne, Operande

CLE: Final = ["niveau", "code", "periode"]
COLONNES: Final = [*CLE, "valeur", "statut"]
BORNES: Final = ["minimum", "maximum"]


def aligner(
    tables: Mapping[str, pd.DataFrame], periodes: Mapping[str, Mapping[str, str]]
) -> tuple[pd.DataFrame, dict[str, Colonne]]:
    """Rapproche des mesures, là où toutes ont une ligne.

    Parameters
    ----------
    tables : mapping
        Nom → mesure, sans double ; la première donne les lignes.
    periodes : mapping
        Période du résultat → nom → période où lire cette mesure ; une période absente n'a pas de résultat.

    Returns
    -------
    DataFrame, dict
        Les lignes (``niveau, code, periode``) et, par nom, la colonne qui leur correspond.
    """
    lignes = next(iter(tables.values()))
    places = {}
    for nom, table in tables.items():
        lectures = {periode: par_nom[nom] for periode, par_nom in periodes.items()}
        places[nom] = _places(lignes.assign(periode=lignes["periode"].map(lectures)), table)
    communes = np.logical_and.reduce([rangs >= 0 for rangs in places.values()])
    return lignes.loc[communes, CLE], {nom: _colonne(tables[nom], rangs[communes]) for nom, rangs in places.items()}


def _places(cles: pd.DataFrame, table: pd.DataFrame) -> npt.NDArray[Any]:
    """Rang dans ``table`` de chaque clé, −1 si elle n'y est pas ; immédiat quand les lignes sont les mêmes."""
    if len(cles) == len(table) and all(cles[nom].array.equals(table[nom].array) for nom in CLE):
        return np.arange(len(table))
    return pd.MultiIndex.from_frame(table[CLE]).get_indexer(pd.MultiIndex.from_frame(cles[CLE]))


def _colonne(table: pd.DataFrame, rangs: npt.NDArray[Any]) -> Colonne:
    return Colonne(table["valeur"].to_numpy()[rangs], table["etat"].to_numpy()[rangs])


def tabuler(lignes: pd.DataFrame, colonne: Colonne) -> pd.DataFrame:
    """Refait une table ; sans valeur ni statut qui le dise, une ligne n'est pas rendue."""
    rendues = np.isfinite(colonne.valeurs) | (colonne.etats >= MANQUANT)
    return lignes.assign(valeur=colonne.valeurs, etat=colonne.etats)[rendues]


def reduire(operande: Operande, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """L'opérande de chaque territoire, là où toutes ses composantes ont une ligne."""
    periodes = tables[operande.composantes[0]]["periode"].unique()
    lignes, colonnes = aligner(tables, {periode: operande.periodes(periode) for periode in periodes})
    return tabuler(lignes, operande.reduire(colonnes))
