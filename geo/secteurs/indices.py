"""Quotient de localisation et son intervalle, indices de spécialisation : formules pures."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Vecteur = NDArray[np.float64]
Z_95: Final = 1.959963984540054
"""Quantile à 97,5 % de la loi normale."""


def parts(effectifs: Vecteur) -> Vecteur:
    """Part de chaque secteur dans le total connu ; NaN là où l'effectif manque, ou si le total est nul."""
    total = float(np.nansum(effectifs))
    return effectifs / total if total > 0 else np.full(len(effectifs), np.nan)


def quotients(locaux: Vecteur, reference: Vecteur) -> Vecteur:
    """Quotient de localisation QL = (E_is ÷ E_i) ÷ (E_Ns ÷ E_N) (Isard, 1960) ; NaN si la référence est nulle."""
    part, attendue = parts(locaux), parts(reference)
    utile = np.where(attendue > 0, attendue, np.nan)
    return np.asarray(part / utile, dtype=np.float64)


def intervalle_poisson(effectifs: Vecteur) -> tuple[Vecteur, Vecteur]:
    """Intervalle à 95 % d'un effectif, vu comme un compte de Poisson.

    Formule de Byar, approximation de l'intervalle exact de Garwood (1936) à mieux qu'un pour cent dès quelques unités
    (Breslow et Day, « Statistical Methods in Cancer Research », CIRC, tome II, 1987, p. 69) :
    bas = n·(1 − 1/9n − z/3√n)³ ; haut = (n+1)·(1 − 1/9(n+1) + z/3√(n+1))³.
    """
    n = np.asarray(effectifs, dtype=np.float64)
    positif, suivant = np.where(n > 0, n, np.nan), n + 1
    bas = n * (1 - 1 / (9 * positif) - Z_95 / (3 * np.sqrt(positif))) ** 3
    haut = suivant * (1 - 1 / (9 * suivant) + Z_95 / (3 * np.sqrt(suivant))) ** 3
    return np.where(n == 0, 0.0, np.maximum(bas, 0.0)), haut


def bornes_quotients(locaux: Vecteur, reference: Vecteur) -> tuple[Vecteur, Vecteur]:
    """Bornes à 95 % de chaque quotient.

    Le quotient est un rapport observé ÷ attendu (attendu = E_i × part de la référence), comme un ratio standardisé en
    épidémiologie : l'aléa est celui du seul effectif observé. C'est un garde-fou pour les petites cases, non une marge
    d'erreur de sondage, car les sources sont exhaustives ; les salariés vont par établissements, l'aléa vrai est plus
    grand.
    """
    attendus = float(np.nansum(locaux)) * parts(reference)
    utiles = np.where(attendus > 0, attendus, np.nan)
    bas, haut = intervalle_poisson(locaux)
    return np.asarray(bas / utiles, dtype=np.float64), np.asarray(haut / utiles, dtype=np.float64)


def elan(effectif: float, depart: float) -> int:
    """1 : l'emploi a grandi, −1 : il a reculé, 0 : la variation ne dépasse pas l'incertitude à 95 % de l'effectif.

    Le départ est tenu pour connu et l'aléa est celui du seul effectif d'arrivée (`intervalle_poisson`) : même
    garde-fou, et mêmes limites, que `bornes_quotients`.
    """
    (bas,), (haut,) = intervalle_poisson(np.array([effectif]))
    return int(bas > depart) - int(haut < depart)


def krugman(locaux: Vecteur, reference: Vecteur) -> float:
    """Indice de spécialisation de Krugman, de 0 à 100 : K = 50 × Σ |part locale − part de la référence|.

    0 : même répartition ; 100 : aucun secteur en commun (Krugman, « Geography and Trade », 1991, où la somme va de 0 à
    2). Une case non disponible a une part locale nulle, comme dans l'indicateur « specialisation » du catalogue.
    """
    ecarts = np.nan_to_num(parts(locaux)) - np.nan_to_num(parts(reference))
    return 50 * float(np.abs(ecarts).sum())


def herfindahl(effectifs: Vecteur) -> float:
    """Indice de concentration de Herfindahl-Hirschman : H = Σ part², de 1/n (n secteurs égaux) à 1 (un seul)."""
    return float(np.nansum(parts(effectifs) ** 2))


def equivalents(effectifs: Vecteur) -> float:
    """Nombre équivalent de secteurs 1 ÷ H : combien de secteurs de même taille auraient la même concentration."""
    concentration = herfindahl(effectifs)
    return 1 / concentration if concentration else float("nan")
