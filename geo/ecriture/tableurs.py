"""Fichiers lus par un tableur français : CSV « ; » et virgule, sans formule piégée."""

from __future__ import annotations

import pandas as pd

_DANGEREUX = ("=", "+", "-", "@", "\t", "\r")


def neutraliser(table: pd.DataFrame) -> pd.DataFrame:
    """Précède d'une apostrophe tout texte qu'un tableur prendrait pour une formule."""
    propre = table.copy()
    for colonne in propre.columns[[not pd.api.types.is_numeric_dtype(type_) for type_ in propre.dtypes]]:
        textes = propre[colonne].astype("string")
        propre[colonne] = textes.where(~textes.str.startswith(_DANGEREUX, na=False), "'" + textes)
    return propre


def en_csv(table: pd.DataFrame) -> bytes:
    """CSV à la française : « ; », virgule, UTF-8 avec BOM, aucune formule."""
    texte: str = neutraliser(table).to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n")
    return texte.encode("utf-8-sig")
