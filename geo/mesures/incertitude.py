"""Ce qu'une valeur a d'incertain, et les comparaisons que cela interdit.

Une valeur publiée quand le secret en masque une part, ou quand deux publications s'y mêlent, se tient dans un
intervalle. Deux valeurs dont les intervalles se touchent ne se départagent pas.
"""

from __future__ import annotations

import math
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats

Reels = npt.NDArray[np.float64]
MARGE_DECIMALES: Final = 2
INDECIDABLE: Final = "Comparaison indécidable : les deux intervalles se recouvrent."


class Chiffree(Protocol):
    """Une valeur et ses bornes ; NaN pour une valeur sans incertitude connue."""

    @property
    def valeur(self) -> float:
        """La valeur."""

    @property
    def minimum(self) -> float:
        """Au moins."""

    @property
    def maximum(self) -> float:
        """Au plus."""


def bornes(chiffree: Chiffree) -> tuple[float, float]:
    """Les bornes d'une valeur : elle-même si rien n'en est incertain."""
    if math.isfinite(chiffree.minimum):
        return chiffree.minimum, chiffree.maximum
    return chiffree.valeur, chiffree.valeur


def comparer(gauche: Chiffree, droite: Chiffree) -> int | None:
    """1 si la gauche est sûrement au-dessus, −1 sûrement au-dessous, 0 à égalité ; None si rien ne le dit.

    Rien ne le dit quand une valeur manque, ou quand les intervalles se touchent.
    """
    (bas_g, haut_g), (bas_d, haut_d) = bornes(gauche), bornes(droite)
    if not all(math.isfinite(borne) for borne in (bas_g, bas_d)):
        return None
    if bas_g > haut_d or haut_g < bas_d:
        return 1 if bas_g > haut_d else -1
    return 0 if bas_g == haut_g == bas_d == haut_d else None


def indecidable(gauche: Chiffree, droite: Chiffree) -> bool:
    """Deux valeurs connues que leurs intervalles ne permettent pas de départager."""
    connues = math.isfinite(gauche.valeur) and math.isfinite(droite.valeur)
    return connues and comparer(gauche, droite) is None


def dans_la_revision(fiche: Indicateur, chiffree: Chiffree) -> bool:
    """L'intervalle d'une évolution contient zéro : la révision de la source suffit à l'expliquer."""
    bas, haut = bornes(chiffree)
    return fiche.pivot is not None and math.isfinite(chiffree.minimum) and bas <= fiche.pivot <= haut


def indistincte(fiche: Indicateur, chiffree: Chiffree) -> bool:
    """Une évolution qui ne se distingue pas de son pivot : sous la marge que dit la fiche, ou dans la révision."""
    if fiche.pivot is None or not math.isfinite(chiffree.valeur):
        return False
    ecart = abs(round(chiffree.valeur, fiche.decimales) - fiche.pivot)
    return dans_la_revision(fiche, chiffree) or round(ecart, fiche.decimales) < fiche.marge


def ecrire(fiche: Indicateur, chiffree: Chiffree) -> str:
    """« de 49,7 à 51,4 % », « à 0,4 point près » ; vide si rien n'est incertain."""
    if not math.isfinite(chiffree.minimum):
        return ""
    if fiche.incertitude == "revision":
        marge = (chiffree.maximum - chiffree.minimum) / 2
        unite = formats.accorder(fiche.unite, marge, MARGE_DECIMALES)
        return f"à {formats.nombre_libre(marge, MARGE_DECIMALES)}{formats.INSECABLE}{unite} près"
    bas, haut = formats.nombre(chiffree.minimum, fiche.decimales), formats.selon(fiche, chiffree.maximum)
    return f"de {bas} à {haut}"


def medianes(valeurs: Reels, bas: Reels, haut: Reels) -> tuple[float, float]:
    """Bornes de la médiane : celle des minimums et celle des maximums ; NaN si rien n'est incertain."""
    if not np.isfinite(bas).any():
        return math.nan, math.nan
    mini, maxi = (float(np.nanmedian(np.where(np.isnan(bord), valeurs, bord))) for bord in (bas, haut))
    return mini, maxi


def mediane_ecrite(fiche: Indicateur, mediane: float, entre: tuple[float, float]) -> str:
    """« 52,3 % » ; « de 52,3 à 55,0 % » quand le secret masque une part des valeurs."""
    bas, haut = (formats.nombre(borne, fiche.decimales) for borne in entre)
    if fiche.incertitude != "secret" or not math.isfinite(entre[0]) or bas == haut:
        return formats.selon(fiche, mediane)
    return f"de {bas} à {formats.selon(fiche, entre[1])}"


def rangs(bas: Reels, haut: Reels, *, croissant: bool) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Le meilleur et le pire rang que chaque territoire peut avoir, selon les intervalles de tous.

    Parameters
    ----------
    bas, haut : ndarray of float, shape (n,)
        Bornes de chaque valeur, toutes finies.
    croissant : bool
        Vrai si le premier rang est au plus bas.

    Notes
    -----
    Le meilleur rang suit ceux qui sont sûrement devant ; le pire, tous ceux qui peuvent l'être.
    """
    if not croissant:
        bas, haut = -haut, -bas
    devant = np.searchsorted(np.sort(haut), bas, side="left")
    peut_etre = np.searchsorted(np.sort(bas), haut, side="left") - (bas < haut)
    return devant + 1, peut_etre + 1
