"""Écrire une balise : des attributs échappés, des nombres courts."""

from __future__ import annotations

import re
from html import escape

_ETRANGERE = re.compile(r"<(?!/?b>|br>)")
"""Une balise que les figures n'écrivent pas : leurs textes n'ont que gras et passages à la ligne."""


def nombre(valeur: float) -> str:
    """Au centième, sans zéro inutile."""
    ecrit = f"{valeur:.2f}".rstrip("0").rstrip(".")
    return "0" if ecrit in {"-0", ""} else ecrit


def pourcent(part: float) -> str:
    """Une part du cadre."""
    return f"{nombre(100 * part)}%"


def balise(nom: str, contenu: str = "", /, **attributs: object) -> str:
    """``<nom …>contenu</nom>`` ; un attribut vide ou absent n'est pas écrit, le contenu est déjà du balisage."""
    ecrits = "".join(f' {cle}="{escape(_texte(v))}"' for cle, v in attributs.items() if v is not None and v != "")
    return f"<{nom}{ecrits}>{contenu}</{nom}>" if contenu else f"<{nom}{ecrits}/>"


def _texte(valeur: object) -> str:
    return nombre(valeur) if isinstance(valeur, float) else str(valeur)


def texte_sur(texte: str) -> str:
    """Un texte de figure, déjà protégé par elle : toute autre balise que les nôtres y est rendue inerte."""
    return _ETRANGERE.sub("&lt;", texte)
