"""Fichiers lus par un tableur français : CSV « ; » et virgule, sans formule piégée."""

from __future__ import annotations

import re

import pandas as pd

from donnees.encodages.tableur import FORMULE

_FORMULE = re.compile(FORMULE)


def inerte(texte: str) -> str:
    """Texte précédé d'une apostrophe s'il passerait pour une formule."""
    return "'" + texte if _FORMULE.match(texte) else texte


def neutraliser(table: pd.DataFrame) -> pd.DataFrame:
    """Précède d'une apostrophe tout texte qu'un tableur prendrait pour une formule, en-têtes compris."""
    propre = table.rename(columns=lambda nom: inerte(nom) if isinstance(nom, str) else nom)
    for rang, type_ in enumerate(table.dtypes):
        if not pd.api.types.is_numeric_dtype(type_):
            textes = table.iloc[:, rang].astype("string")
            risques = textes.str.match(_FORMULE).fillna(value=False).astype(bool)
            propre.isetitem(rang, textes.where(~risques, "'" + textes).array)
    return propre


def en_csv(table: pd.DataFrame) -> bytes:
    """CSV à la française : « ; », virgule, UTF-8 avec BOM, aucune formule."""
    texte: str = neutraliser(table).to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n")
    return texte.encode("utf-8-sig")
