"""Petite bande de distribution d'un chiffre clé : du HTML léger, sans bibliothèque ni script."""

from __future__ import annotations

from html import escape

import numpy as np
from numpy.typing import NDArray

BARRES = 32
PAIRS_MIN = 10
_QUANTILES = (0.01, 0.99)


def bande(valeurs: NDArray[np.float64], valeur: float, legende: str, jusqua: float | None = None) -> str:
    """Histogramme des pairs, un trait à leur médiane et un repère à la valeur du territoire.

    Parameters
    ----------
    valeurs : ndarray of float, shape (n,)
        Valeurs des pairs ; les NaN ne comptent pas.
    valeur : float
        Valeur du territoire ; hors des bornes du dessin, le repère se place au bord.
    legende : str
        Texte équivalent, lu par les lecteurs d'écran.
    jusqua : float or None
        L'autre bout d'une fourchette : le repère s'étend alors de ``valeur`` à lui.

    Returns
    -------
    str
        HTML ; vide sans valeur, ou s'il y a moins de dix pairs.

    Notes
    -----
    L'axe va du 1ᵉʳ au 99ᵉ centile : quelques extrêmes n'écrasent pas les autres ; les barres du bord les comptent.
    """
    finies = valeurs[np.isfinite(valeurs)]
    if finies.size < PAIRS_MIN or not np.isfinite(valeur):
        return ""
    bas, haut = (float(q) for q in np.quantile(finies, _QUANTILES))
    if not bas < haut:
        return ""
    effectifs, _ = np.histogram(np.clip(finies, bas, haut), bins=BARRES, range=(bas, haut))
    barres = "".join(
        f'<i style="height:{taille}%"></i>' for taille in np.ceil(100 * effectifs / effectifs.max()).astype(int)
    )
    bouts = (valeur, np.median(finies), valeur if jusqua is None else jusqua)
    ici, milieu, fin = (float(np.clip((v - bas) / (haut - bas), 0, 1)) * 100 for v in bouts)
    repere = f'<s style="left:{ici:.1f}%"></s>'
    if jusqua is not None:
        repere = f'<s class="etendue" style="left:{ici:.1f}%;width:{fin - ici:.1f}%"></s>'
    return (
        f'<div class="atlas-bande" role="img" aria-label="{escape(legende)}">{barres}'
        f'<b style="left:{milieu:.1f}%"></b>{repere}</div>'
    )
