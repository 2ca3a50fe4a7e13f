"""Position d'un territoire parmi ses pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.ecriture import formats
from geo.mesures.repartitions import Repartition
from geo.territoires.niveaux import NOMS_NIVEAUX


@dataclass(frozen=True)
class Position:
    """Rang d'un territoire, du plus favorable au moins favorable (du plus haut au plus bas si neutre).

    Attributes
    ----------
    valeur : float
        Valeur du territoire ; NaN sans donnée.
    statut : str
        Statut INSEE de la valeur.
    rang, sur : int
        Rang (ex æquo au meilleur rang) parmi ``sur`` territoires renseignés ; 0 sans donnée, ou sans pair.
    mediane : float
        Médiane des territoires renseignés.
    """

    valeur: float
    statut: str
    rang: int
    sur: int
    mediane: float


def parmi(valeurs: pd.Series, statuts: pd.Series, code: str, sens: str) -> Position:
    """Position du territoire ``code`` parmi des valeurs indexées par code."""
    observees = valeurs.dropna().to_numpy(dtype=np.float64)
    mediane = float(np.median(observees)) if observees.size else float("nan")
    valeur = float(valeurs.get(code, float("nan")))
    statut = str(statuts.get(code, "nd"))
    if not np.isfinite(valeur) or observees.size == 1:
        return Position(valeur, statut, 0, observees.size, mediane)
    devant = (observees < valeur) if sens == "mieux_bas" else (observees > valeur)
    return Position(valeur, statut, int(devant.sum()) + 1, observees.size, mediane)


def position(repartition: Repartition, code: str) -> Position:
    """Position du territoire ``code`` dans la répartition."""
    table = repartition.table().set_index("code")
    return parmi(table["valeur"], table["statut"], code, repartition.indicateur.sens)


def rang_en_clair(repartition: Repartition, position: Position) -> str:
    """« 12ᵉ plus faible valeur sur 302 zones d'emploi » ; vide sans donnée."""
    if not position.rang:
        return ""
    extreme = "plus faible" if repartition.indicateur.sens == "mieux_bas" else "plus forte"
    pairs = NOMS_NIVEAUX[repartition.niveau][1]
    if position.rang == 1:
        return f"la {extreme} valeur des {formats.nombre(position.sur)} {pairs}"
    return f"{formats.ordinal(position.rang)} {extreme} valeur sur {formats.nombre(position.sur)} {pairs}"
