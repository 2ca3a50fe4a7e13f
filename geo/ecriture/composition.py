"""La typographie française d'un texte balisé : entre les balises du HTML, hors de ce que Markdown ne montre pas."""

from __future__ import annotations

import re
from collections.abc import Callable

from geo.ecriture import formats

TEL_QUEL = re.compile(r"(`[^`]*`|\]\([^)]*\)|https?://\S+|:material/\w+:)")
"""En Markdown : code, cible d'un lien, adresse, icône."""
BALISE = re.compile(r"(<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>)", re.DOTALL)
_ATTRIBUT = re.compile(r'(?<=\s)((?:title|alt|aria-label|placeholder|data-nom)=")([^"]*)(?=")')
"""Attributs qui se lisent : une bulle, ce que dit un lecteur d'écran, un nom que le navigateur garde."""
_ECHAPPEE = re.compile("&#(?:x27|39);")
_ELISION_FINALE = re.compile(r"(?<=[^\W\d_])'$")


def markdown(texte: str) -> str:
    """Texte composé, sauf ce que Markdown ne montre pas tel quel."""
    return _hors(TEL_QUEL, texte)


def html(texte: str) -> str:
    """Texte composé entre les balises, et dans les attributs qui se lisent."""
    return _hors(BALISE, texte, lambda balise: _ATTRIBUT.sub(lambda a: a[1] + _compose(a[2]), balise))


def _hors(exclus: re.Pattern[str], texte: str, exception: Callable[[str], str] = str) -> str:
    """Compose ce qui n'est pas exclu ; ``exception`` dit ce qui se compose pourtant dans ce qui l'est."""
    morceaux = exclus.split(texte)
    composes = [_compose(morceau) for morceau in morceaux[::2]]
    morceaux[::2] = [*(_ELISION_FINALE.sub("’", compose) for compose in composes[:-1]), composes[-1]]
    morceaux[1::2] = [exception(morceau) for morceau in morceaux[1::2]]
    return "".join(morceaux)


def _compose(morceau: str) -> str:
    return formats.typographie(_ECHAPPEE.sub("'", morceau)) if morceau.strip() else morceau
