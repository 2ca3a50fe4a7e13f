"""Gestes sur des mesures (``niveau, code, periode, valeur, statut``) : additionner, combiner, porter le statut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

CLE: Final = ["niveau", "code", "periode"]
COLONNES: Final = [*CLE, "valeur", "statut"]
PRIORITE: Final = {"": 0, "p": 1, "e": 2, "nd": 3, "s": 4}
Operation = Callable[[npt.NDArray[Any], npt.NDArray[Any]], npt.NDArray[Any]]


def statut_commun(statuts: Sequence[pd.Series]) -> pd.Series:
    """Le plus contraignant des statuts : secret, non disponible, estimé, provisoire, observé."""
    commun = statuts[0]
    for autre in statuts[1:]:
        for statut, priorite in PRIORITE.items():
            moindres = [moindre for moindre, rang in PRIORITE.items() if rang < priorite]
            commun = commun.mask((autre == statut) & commun.isin(moindres), statut)
    return commun


def sommer(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Additionne des mesures, là où toutes existent ; un seul secret rend la somme secrète."""
    return reduce(lambda gauche, droite: combiner(gauche, droite, CLE, np.add), tables)


def combiner(
    gauche: pd.DataFrame,
    droite: pd.DataFrame,
    cle: list[str],
    operation: Operation,
) -> pd.DataFrame:
    """Joint deux mesures sur ``cle`` et applique ``operation`` ; un résultat infini ou indéfini n'est pas rendu."""
    jointes = _joindre(gauche, droite, cle)
    with np.errstate(divide="ignore", invalid="ignore"):
        valeurs = operation(jointes["valeur"].to_numpy(), jointes["valeur_droite"].to_numpy())
    jointes["valeur"] = np.where(np.isfinite(valeurs), valeurs, np.nan)
    jointes["statut"] = statut_commun([jointes["statut"], jointes["statut_droite"]])
    utiles = jointes["valeur"].notna() | jointes["statut"].isin(["s", "nd"])
    return jointes.loc[utiles, [*CLE, "valeur", "statut"]]


def _joindre(gauche: pd.DataFrame, droite: pd.DataFrame, cle: list[str]) -> pd.DataFrame:
    """Jointure sur ``cle`` ; immédiate quand les deux mesures portent les mêmes lignes dans le même ordre."""
    if len(gauche) == len(droite) and all(gauche[nom].array.equals(droite[nom].array) for nom in cle):
        return gauche.assign(valeur_droite=droite["valeur"].to_numpy(), statut_droite=droite["statut"].to_numpy())
    return gauche.merge(droite, on=cle, suffixes=("", "_droite"), validate="many_to_one")
