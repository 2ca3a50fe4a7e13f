"""Les signes qu'un document sait dessiner : deux polices incluses, le reste tu ou remplacé par un carré."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.ft2font import FT2Font

POLICES = Path(__file__).resolve().parent / "polices"
REPLI = Path(mpl.get_data_path()) / "fonts" / "ttf"
"""DejaVu Sans, livrée avec matplotlib, pour les signes que Source Sans 3 n'a pas."""
FAMILLES = ("Source Sans 3", "DejaVu Sans")
MOT_MAX = 32
ABSENT = "□"
MUETS = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Commandes, mise en forme (le sens d'écriture compris), moitiés de paires, séparateurs de lignes."""
_COUPE = "\u200b"
_LONG = re.compile(rf"[^\s{_COUPE}]{{{MOT_MAX}}}(?=[^\s{_COUPE}])")


def imprimable(texte: str) -> str:
    """Texte que la page peut porter : retours à la ligne gardés, mots trop longs coupables, signes inconnus marqués."""
    return _LONG.sub(lambda trouve: trouve.group() + _COUPE, dessinable(texte))


def dessinable(texte: str) -> str:
    """Le même texte, retours à la ligne gardés, sans signe que les polices n'ont pas."""
    return "".join(map(_signe, texte.replace("\r\n", "\n").replace("\r", "\n")))


@lru_cache(maxsize=4096)
def _signe(lettre: str) -> str:
    """Le signe, une espace, rien s'il commande ou retourne le sens d'écriture, un carré s'il n'a pas de dessin."""
    if lettre in {"\n", _COUPE}:
        return lettre
    if unicodedata.category(lettre) in MUETS:
        return ""
    if ord(lettre) in _signes():
        return lettre
    return " " if lettre.isspace() else ABSENT


@cache
def _signes() -> frozenset[int]:
    """Signes que l'une des deux polices sait dessiner."""
    textes = (POLICES / "SourceSans3-Regular.ttf", REPLI / "DejaVuSans.ttf")
    return frozenset(code for police in textes for code in FT2Font(str(police)).get_charmap())
