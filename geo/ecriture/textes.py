"""Textes saisis : une seule ligne, bornée, sans signe qui retourne le sens d'écriture."""

from __future__ import annotations

import re

_BLANCS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")  # les insécables restent : elles tiennent « 12 000 » ensemble


_SENS_ECRITURE = str.maketrans(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F]))


def couper(texte: str, maximum: int) -> str:
    """Une seule ligne d'au plus ``maximum`` signes, « … » compris, sans signe qui retourne le sens d'écriture."""
    propre = _BLANCS.sub(" ", texte.translate(_SENS_ECRITURE)).strip()
    return propre if len(propre) <= maximum else propre[: maximum - 1].rstrip() + "…"


def replier(texte: str, largeur: int) -> list[str]:
    """Coupe en lignes entre deux mots, et au milieu d'un mot plus long que la ligne."""
    lignes = [""]
    for mot in texte.split(" "):
        for debut in range(0, len(mot), largeur):
            morceau = mot[debut : debut + largeur]
            tient = len(lignes[-1]) + 1 + len(morceau) <= largeur and not debut
            lignes = [*lignes[:-1], f"{lignes[-1]} {morceau}".strip()] if tient else [*lignes, morceau]
    return [ligne for ligne in lignes if ligne]


def majuscule(texte: str) -> str:
    """Texte au début d'une phrase."""
    return texte[:1].upper() + texte[1:]


def minuscule(texte: str) -> str:
    """Texte au milieu d'une phrase ; un sigle qui le commence (« GPEC territoriale ») y reste."""
    return texte if texte[1:2].isupper() else texte[:1].lower() + texte[1:]
