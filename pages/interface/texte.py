"""Textes venus de tiers, rendus inertes avant d'entrer dans du Markdown ou du HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

from geo.ecriture import formats
from geo.ecriture.textes import couper

LONG = 140
"""Signes au plus d'un texte saisi, d'office."""
_BLANCS = re.compile(r"\s+", re.ASCII)  # les espaces insécables restent
_ACTIFS = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:&])")
_DEBUT = re.compile(r"^(\d{0,9})([-=.])", re.ASCII)  # en tête de ligne : liste, titre souligné
_RECOMPOSES = re.compile(
    r":(?=/)"  # https://
    r"|:(?=material/|[\w+-]+:)"  # :material/lock:, :smile:, :streamlit:
    r"|@"  # prenom@exemple.fr
    r"|(?<=www)\."  # www.exemple.fr
    r"|(?<=[-<>~])[-=>]",  # ->, <-, --, >=, ~=
    re.ASCII | re.IGNORECASE,
)
"""Signes que Streamlit relit après l'analyse du Markdown, quand leur échappement n'y est plus."""


def brut(texte: object) -> str:
    """Rend un texte inerte dans du Markdown de Streamlit : il s'affiche, et se copie, tel qu'il est écrit.

    Ce que l'analyse du Markdown interprète est échappé. Les liens nus, les icônes et les flèches sont recomposés
    ensuite, sur le texte : le signe qui les fait reconnaître est isolé dans une directive de couleur sans couleur, que
    Streamlit rend par un simple ``span``.
    """
    propre = _BLANCS.sub(" ", str(texte)).strip()
    morceaux, debut = [], 0
    for trouve in _RECOMPOSES.finditer(propre):
        morceaux += [_echapper(propre[debut : trouve.start()]), f":color[\\{trouve.group()}]"]
        debut = trouve.end()
    return _DEBUT.sub(r"\1\\\2", "".join([*morceaux, _echapper(propre[debut:])]))


def nu(texte: str) -> str:
    """Rend le texte que `brut` a protégé : le papier n'est pas du Markdown."""
    return re.sub(r":color\[\\(.)\]|\\(.)", lambda trouve: trouve[1] or trouve[2], texte)


def _echapper(texte: str) -> str:
    return _ACTIFS.sub(r"\\\1", texte)


def saisi(texte: str, maximum: int = LONG) -> str:
    """Texte saisi, coupé, échappé, isolé du sens d'écriture de ses voisins."""
    return f"<bdi>{escape(couper(texte, maximum))}</bdi>"


def compose(texte: str) -> str:
    """Phrase à la typographie française, échappée pour entrer dans du HTML."""
    return escape(formats.typographie(texte))


def ecrit(texte: str) -> str:
    """Phrase composée, isolée du sens d'écriture de ses voisines ; les morceaux saisis y sont déjà coupés."""
    return f"<bdi>{compose(texte)}</bdi>"


_nom = lru_cache(8_192)(formats.typographie)
"""Les noms d'une liste, relus à chaque relance : trois cents zones, cent indicateurs."""


def libeller(nommer: Callable[[Any], str]) -> Callable[[Any], str]:
    """Ce qui nomme les choix d'une liste, à la typographie française (le navigateur renvoie ce qu'elle montre)."""
    return lambda valeur: _nom(nommer(valeur))
