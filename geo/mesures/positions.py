"""Position d'un territoire parmi ses pairs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from geo.ecriture import formats
from geo.mesures.incertitude import Reels, medianes, rangs
from geo.mesures.repartitions import Repartition
from geo.territoires.niveaux import NOMS_NIVEAUX

FOULE: Final = 0.25
FOULE_MIN: Final = 10
"""Part des pairs, et nombre, au-delà desquels être ex æquo ôte son sens au rang : on dit combien ils sont."""


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
    rang_min, rang_max : int
        Le meilleur et le pire rang que permettent les intervalles de tous ; le rang lui-même si rien n'est incertain.
    ex_aequo : int
        Autres territoires qui ont exactement cette valeur.
    mediane_entre : tuple of float
        Bornes de la médiane ; NaN si rien n'est incertain.
    sans_rang : str
        Pourquoi ce territoire ne reçoit pas de rang ; vide s'il en reçoit un.
    invite : bool
        Il n'est pas de ceux parmi qui on le place (un périmètre parmi les zones d'emploi) : son rang se dit au
        conditionnel, et leur nombre ne le compte pas.
    """

    valeur: float
    statut: str
    rang: int
    sur: int
    mediane: float
    rang_min: int = 0
    rang_max: int = 0
    ex_aequo: int = 0
    sans_rang: str = ""
    invite: bool = False
    mediane_entre: tuple[float, float] = (math.nan, math.nan)

    @property
    def ecrite(self) -> str:
        """« 12ᵉ sur 306 », « 1ᵉʳ ex æquo avec 8 autres sur 306 », « entre le 5ᵉ et le 45ᵉ sur 306 (indiscernable de
        40 autres) », « serait 12ᵉ parmi les 306 », « à égalité avec 23 878 autres sur 34 869 », « sans rang » ; vide
        sans donnée, ou sans pair.
        """
        if not self.rang:
            return ""
        if self.sans_rang:
            return "sans rang"
        sur = f"parmi les {formats.nombre(self.sur - 1)}" if self.invite else f"sur {formats.nombre(self.sur)}"
        serait = "serait " if self.invite else ""
        if self.rang_min < self.rang_max:
            doute = f"indiscernable de {_autres(self.rang_max - self.rang_min)}"
            bouts = f"entre le {formats.ordinal(self.rang_min)} et le {formats.ordinal(self.rang_max)}"
            return f"{serait}{bouts} {sur} ({doute})"
        if self.en_foule:
            return f"{serait}à égalité avec {_autres(self.ex_aequo)} {sur}"
        return f"{serait}{formats.ordinal(self.rang)}{self.egaux} {sur}"

    @property
    def en_foule(self) -> bool:
        """Trop d'ex æquo pour que le rang se dise."""
        return self.ex_aequo > max(FOULE * self.sur, FOULE_MIN)

    @property
    def egaux(self) -> str:
        """« ex æquo avec 8 autres », précédé d'une espace ; vide s'il n'y en a pas."""
        return f" ex æquo avec {_autres(self.ex_aequo)}" if self.ex_aequo else ""


def _autres(combien: int) -> str:
    return f"{formats.nombre(combien)} autre{'s' if combien > 1 else ''}"


def parmi(
    valeurs: pd.Series, statuts: pd.Series, code: str, sens: str, intervalles: pd.DataFrame | None = None
) -> Position:
    """Position du territoire ``code`` parmi des valeurs indexées par code.

    ``intervalles`` : bornes (``minimum, maximum``) de celles qui sont incertaines, indexées par code.
    """
    connues = valeurs.dropna()
    observees = connues.to_numpy(dtype=np.float64)
    mediane = float(np.median(observees)) if observees.size else math.nan
    bornes = _bornes(connues, intervalles)
    entre = medianes(observees, *bornes) if bornes else (math.nan, math.nan)
    valeur, statut = float(valeurs.get(code, math.nan)), str(statuts.get(code, "nd"))
    if not np.isfinite(valeur) or observees.size == 1:
        return Position(valeur, statut, 0, observees.size, mediane, mediane_entre=entre)
    devant = (observees < valeur) if sens == "mieux_bas" else (observees > valeur)
    rang = int(devant.sum()) + 1
    premier, dernier = rang, rang
    if bornes:
        ici = connues.index.get_loc(code)
        premier, dernier = (int(places[ici]) for places in rangs(*bornes, croissant=sens == "mieux_bas"))
    egaux = int((observees == valeur).sum()) - 1
    return Position(valeur, statut, rang, observees.size, mediane, premier, dernier, egaux, mediane_entre=entre)


def _bornes(connues: pd.Series, intervalles: pd.DataFrame | None) -> tuple[Reels, Reels] | None:
    """Bornes de chaque valeur, celle-ci là où rien n'est incertain ; None si aucune ne l'est."""
    if intervalles is None or intervalles.empty:
        return None
    bas, haut = (intervalles[nom].reindex(connues.index).fillna(connues).to_numpy() for nom in ("minimum", "maximum"))
    return bas, haut


def position(repartition: Repartition, code: str) -> Position:
    """Position du territoire ``code`` dans la répartition."""
    table = repartition.table().set_index("code")
    bornes = table[["minimum", "maximum"]] if repartition.intervalles else None
    place = parmi(table["valeur"], table["statut"], code, repartition.indicateur.sens, bornes)
    return replace(place, sans_rang=repartition.fragilite(code))


def rang_en_clair(repartition: Repartition, position: Position) -> str:
    """« 12ᵉ plus faible valeur sur 302 zones d'emploi », compté du bout le plus proche ; vide sans donnée."""
    if not position.rang:
        return ""
    if position.sans_rang:
        return f"sans rang : {position.sans_rang}"
    extreme, oppose = "plus faible", "plus élevée"
    if repartition.indicateur.sens != "mieux_bas":
        extreme, oppose = "plus forte", extreme
    if 2 * position.rang_min > position.sur and position.rang + position.ex_aequo < position.sur:
        position, extreme = _de_l_autre_bout(position), "plus forte" if extreme == "plus faible" else "plus faible"
    sur = f"{formats.nombre(position.sur)} {NOMS_NIVEAUX[repartition.niveau][1]}"
    if position.rang_min < position.rang_max:
        bouts = f"entre la {_feminin(position.rang_min)} et la {_feminin(position.rang_max)}"
        return f"{bouts} {extreme} valeur sur {sur}"
    return _rang_certain(position, extreme, oppose, sur)


def _de_l_autre_bout(position: Position) -> Position:
    """Le même rang, compté de l'autre bout : « 289ᵉ plus faible valeur » se lit « faible » quand elle est forte."""
    return replace(
        position,
        rang=position.sur - position.rang - position.ex_aequo + 1,
        rang_min=position.sur - position.rang_max + 1,
        rang_max=position.sur - position.rang_min + 1,
    )


def _rang_certain(position: Position, extreme: str, oppose: str, sur: str) -> str:
    """Le rang, quand rien d'incertain ne le fait bouger ; ``sur`` : les pairs, comptés et nommés."""
    if position.en_foule:
        return f"à égalité avec {_autres(position.ex_aequo)} sur {sur}"
    if position.rang == 1 and not position.ex_aequo:
        return f"la {extreme} valeur des {sur}"
    if position.rang + position.ex_aequo == position.sur:
        parmi_eux = "sur" if position.ex_aequo else "des"
        return f"la valeur la {oppose}{position.egaux} {parmi_eux} {sur}"
    return f"{_feminin(position.rang)} {extreme} valeur{position.egaux} sur {sur}"


def _feminin(rang: int) -> str:
    return "1ʳᵉ" if rang == 1 else formats.ordinal(rang)
