"""La police d'icônes de Streamlit, réduite aux icônes que l'Atlas et Streamlit peuvent montrer : 55 ko au lieu de 375.

Streamlit livre les 4 300 icônes de Material Symbols. On en garde celles dont le nom est écrit dans son code ou dans le
nôtre : un nom de trop ne coûte rien, il n'en manque aucun.
"""

from __future__ import annotations

import hashlib
import io
import re
from functools import cache
from pathlib import Path
from threading import Condition
from typing import Any, Final

import streamlit as st
from cachetools import cached

STATIQUE: Final = Path(st.__file__).parent / "static" / "static"
PAGES: Final = Path(__file__).parents[1]
NOM: Final = re.compile(r"media/MaterialSymbols-Rounded\.[\w-]+\.woff2")
"""Adresse de la police, sous celle du paquet de Streamlit."""
_CITEE = re.compile(r":material/([a-z0-9_]+):")
_MOT = re.compile(r"[`\"'](?::material/)?([a-z0-9_]{2,40}):?[`\"']")
_LETTRES = "abcdefghijklmnopqrstuvwxyz0123456789_"
_LIGATURE = 4
"""Sorte de règle d'OpenType qui remplace des lettres par un dessin."""


@cache
def des_pages() -> frozenset[str]:
    """Mots du code des pages qui peuvent nommer une icône."""
    textes = [fichier.read_text(encoding="utf-8") for fichier in sorted(PAGES.rglob("*.py"))]
    return frozenset(mot for texte in textes for motif in (_CITEE, _MOT) for mot in motif.findall(texte))


@cache
def empreinte() -> str:
    """Change dès que les pages nomment une autre icône."""
    return hashlib.sha256("\n".join(sorted(des_pages())).encode()).hexdigest()[:10]


@cached({}, condition=Condition(), info=True)
def police() -> bytes:
    """La police réduite (WOFF2) ; une seconde et demie à composer, une seule fois même demandée par plusieurs fils."""
    from fontTools import subset  # noqa: PLC0415 - ne sert qu'une fois par processus
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - ne sert qu'une fois par processus

    entiere = TTFont(next((STATIQUE / "media").glob("MaterialSymbols-Rounded.*.woff2")))
    connues = ligatures(entiere)
    reglages = subset.Options(layout_features=["*"], layout_closure=False, notdef_outline=True)
    reduction = subset.Subsetter(reglages)
    reduction.populate(glyphs=[connues[nom] for nom in sorted(voulues() & connues.keys())], text=_LETTRES)
    reduction.subset(entiere)
    entiere.flavor = "woff2"
    octets = io.BytesIO()
    entiere.save(octets)
    return octets.getvalue()


def voulues() -> frozenset[str]:
    """Mots qui peuvent nommer une icône : ceux du code de Streamlit, ceux des pages."""
    scripts = (fichier.read_text(encoding="utf-8") for fichier in (STATIQUE / "js").glob("*.js"))
    return des_pages().union(mot for script in scripts for mot in _MOT.findall(script))


def ligatures(fonte: Any) -> dict[str, str]:  # noqa: ANN401 - fontTools n'a pas de types
    """Nom de chaque icône → son dessin dans la police."""
    lettres = {nom: chr(code) for code, nom in fonte.getBestCmap().items()}
    regles = [getattr(s, "ExtSubTable", s) for table in fonte["GSUB"].table.LookupList.Lookup for s in table.SubTable]
    return {
        "".join(lettres.get(lettre, "") for lettre in (premiere, *ligature.Component)): ligature.LigGlyph
        for regle in regles
        if regle.LookupType == _LIGATURE
        for premiere, siennes in regle.ligatures.items()
        for ligature in siennes
    }
