"""Serrage : une suite d'entiers écrite en texte ASCII, lue par ``atlas-contours.js`` comme par Python.

Un entier signé est d'abord plié (0, -1, 1, -2… → 0, 1, 2, 3…), puis écrit en base 93 : un caractère s'il est petit,
deux ou quatre sinon. Les caractères sont ceux de l'ASCII imprimable sauf le guillemet et la barre oblique inverse :
JSON ne les échappe jamais.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from donnees.erreurs import ErreurDonnees

Entiers = npt.NDArray[np.int64]

SIGNES: Final = bytes(octet for octet in range(32, 127) if chr(octet) not in '"\\')
BASE: Final = len(SIGNES)
SEULS: Final = 75
"""Entiers pliés écrits d'un seul caractère ; les signes suivants annoncent deux caractères, le dernier quatre."""
DOUBLES: Final = SEULS + (BASE - 1 - SEULS) * BASE
LIMITE: Final = DOUBLES + BASE**3
_RANGS: Final = {octet: rang for rang, octet in enumerate(SIGNES)}


class EntierTropGrand(ErreurDonnees, ValueError):
    """Un entier ne tient pas dans le serrage."""


def plier(entiers: Entiers) -> Entiers:
    """Rend positifs des entiers signés, les petits restant petits."""
    return np.asarray(np.where(entiers < 0, -2 * entiers - 1, 2 * entiers), dtype=np.int64)


def deplier(plies: Entiers) -> Entiers:
    """Réciproque de `plier`."""
    return np.asarray(np.where(plies % 2 == 1, -(plies + 1) // 2, plies // 2), dtype=np.int64)


def serrer(plies: Entiers) -> str:
    """Écrit des entiers positifs.

    Raises
    ------
    EntierTropGrand
        Si l'un d'eux est négatif ou dépasse la limite du format (806 011).
    """
    if len(plies) and (plies.min() < 0 or plies.max() >= LIMITE):
        raise EntierTropGrand(f"Serrage : les entiers doivent aller de 0 à {LIMITE - 1} ; élargir le pas de la grille.")
    doubles, quadruples = (plies >= SEULS) & (plies < DOUBLES), plies >= DOUBLES
    tailles = np.select([doubles, quadruples], [2, 4], 1)
    debuts = np.cumsum(tailles) - tailles
    signes = np.zeros(int(tailles.sum()), dtype=np.int64)
    signes[debuts] = np.select(
        [doubles, quadruples], [SEULS + (plies - SEULS) // BASE, np.full_like(plies, BASE - 1)], plies
    )
    signes[debuts[doubles] + 1] = (plies[doubles] - SEULS) % BASE
    for rang in range(3):
        signes[debuts[quadruples] + 1 + rang] = (plies[quadruples] - DOUBLES) // BASE ** (2 - rang) % BASE
    return np.frombuffer(SIGNES, dtype=np.uint8)[signes].tobytes().decode("ascii")


def desserrer(texte: str) -> Entiers:
    """Relit ce que `serrer` a écrit.

    Raises
    ------
    KeyError, IndexError
        Si le texte porte un autre caractère ou s'arrête au milieu d'un entier.
    """
    signes = [_RANGS[octet] for octet in texte.encode("utf-8")]
    entiers, place = [], 0
    while place < len(signes):
        premier = signes[place]
        if premier < SEULS:
            entiers.append(premier)
            place += 1
        elif premier < BASE - 1:
            entiers.append(SEULS + (premier - SEULS) * BASE + signes[place + 1])
            place += 2
        else:
            haut, milieu, bas = signes[place + 1], signes[place + 2], signes[place + 3]
            entiers.append(DOUBLES + (haut * BASE + milieu) * BASE + bas)
            place += 4
    return np.array(entiers, dtype=np.int64)
