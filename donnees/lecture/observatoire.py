"""Indicateurs par zone d'emploi d'un observatoire tiers (RP, Filosofi, SIDE, Flores de l'INSEE)."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import Brut, lire_csv
from donnees.lecture.tableaux_larges import en_long, exiger_motif

FICHIER: Final = "insee/ze_indicateurs_288x.csv"
GARDEES: Final = re.compile(
    r"(dm|dmv|dmf_(tmi|tr|pe)|eco|soc|dsp|rev)_\w+_(\d{2}|\d{4})|(men|log)_\w+_pct_\d{2}", re.ASCII
)
"""Colonnes utiles ; les indices composites ``idx*`` et les populations (fausses pour ``00FR``) sont écartés."""


def lire_observatoire(brut: Brut) -> pd.DataFrame:
    """Lit les 287 zones de métropole et la ligne ``00FR``.

    Returns
    -------
    DataFrame
        ``code`` (zone d'emploi ou ``00FR``), ``variable`` (nom de colonne), ``valeur``, ``statut``.
    """
    colonnes = _colonnes(brut)
    table = lire_csv(brut, FICHIER, ["code", *colonnes])
    exiger_motif(table["code"], r"\d{4}|00FR", FICHIER, "un code de zone d'emploi à 4 chiffres")
    return en_long(table, "code", colonnes, FICHIER)


def _colonnes(brut: Brut) -> list[str]:
    titres = brut.octets(FICHIER).split(b"\n", 1)[0].decode("utf-8-sig").strip().split(",")
    colonnes = [titre for titre in titres if GARDEES.fullmatch(titre)]
    if not colonnes:
        raise FormatInattendu(FICHIER, attendu="des colonnes dm_*, eco_*, rev_*…", trouve=", ".join(titres[:8]))
    return colonnes
