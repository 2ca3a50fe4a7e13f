"""Reconnaître le nom d'une personne dans un texte : casse, accents, traits d'union et ordre des mots indifférents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain

from donnees.registre.erreurs import SaisieInvalide

LETTRES_MIN, MOTS_MAX, SIGNES_MAX = 4, 8, 300
_MOT = re.compile(r"[^\W_]+")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def _plier(texte: str) -> str:
    return _ACCENT.sub("", unicodedata.normalize("NFKD", texte).casefold().translate(_LIGATURES))


@dataclass(frozen=True)
class Nom:
    """Un nom à reconnaître, dans l'ordre donné ou le dernier mot d'abord."""

    motif: re.Pattern[str]

    def places(self, texte: str) -> list[tuple[int, int]]:
        """Débuts et fins des occurrences dans le texte tel qu'écrit."""
        if not self.motif.search(_plier(texte)):
            return []
        plies = [_plier(signe) for signe in texte]
        origines = [*chain.from_iterable([rang] * len(plie) for rang, plie in enumerate(plies)), len(texte)]
        return [
            (origines[trouve.start()], origines[trouve.end() - 1] + 1) for trouve in self.motif.finditer("".join(plies))
        ]

    def remplacer(self, texte: str, par: str) -> str:
        """Texte dont chaque occurrence est remplacée, accents décomposés compris."""
        for debut, fin in reversed(self.places(texte)):
            suite = _ACCENT.match(texte, fin)
            texte = texte[:debut] + par + texte[suite.end() if suite else fin :]
        return texte


def lire(texte: str) -> Nom:
    """Prépare la recherche d'un nom.

    Raises
    ------
    SaisieInvalide
        Trop court : il se trouverait dans des mots ordinaires ; ou trop long pour un nom.
    """
    mots = _MOT.findall(_plier(texte[: SIGNES_MAX + 1]))
    if sum(map(len, mots)) < LETTRES_MIN:
        raise SaisieInvalide({"nom": f"Donner le nom complet, de {LETTRES_MIN} lettres au moins."})
    if len(mots) > MOTS_MAX or len(texte) > SIGNES_MAX:
        raise SaisieInvalide({"nom": f"Un seul nom à la fois, de {MOTS_MAX} mots au plus."})
    ordres = {tuple(mots), (mots[-1], *mots[:-1]), (*mots[1:], mots[0])}
    formes = "|".join(r"[\W_]{1,3}".join(map(re.escape, ordre)) for ordre in sorted(ordres))
    return Nom(re.compile(rf"(?<![^\W_])(?:{formes})(?![^\W_])"))
