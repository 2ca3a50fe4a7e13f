"""Passer d'un tableau large en texte (une colonne par variable) à une table longue typée."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import nombres


def en_long(
    table: pd.DataFrame, cle: str, variables: Sequence[str], fichier: str, feuille: str | None = None
) -> pd.DataFrame:
    """Déplie ``variables`` en lignes, nombres et statuts INSEE reconnus.

    Parameters
    ----------
    table : DataFrame
        Colonnes de texte.
    cle : str
        Colonne qui identifie la ligne (unique).
    variables : sequence of str
        Colonnes à déplier, dans l'ordre voulu.
    fichier, feuille : str
        Pour les messages d'erreur.

    Returns
    -------
    DataFrame
        ``code, variable, valeur, statut``.

    Raises
    ------
    FormatInattendu
        Clé en double, ou cellule qui n'est ni un nombre ni un statut.
    """
    exiger_unique(table, [cle], fichier, feuille)
    blocs = []
    for variable in variables:
        valeurs, statuts = nombres(table[variable], fichier, feuille, variable)
        blocs.append(pd.DataFrame({"code": table[cle], "variable": variable, "valeur": valeurs, "statut": statuts}))
    return pd.concat(blocs, ignore_index=True)


def exiger_unique(table: pd.DataFrame, cle: Sequence[str], fichier: str, feuille: str | None = None) -> None:
    """Lève `FormatInattendu` à la première valeur en double de ``cle``."""
    doubles = table[table.duplicated(list(cle))]
    if not doubles.empty:
        exemple = " / ".join(map(str, doubles.iloc[0][list(cle)]))
        raise FormatInattendu(
            fichier, feuille=feuille, colonne=", ".join(cle), attendu="des valeurs uniques", trouve=f"« {exemple} »"
        )


def exiger_motif(codes: pd.Series, motif: str, fichier: str, attendu: str, feuille: str | None = None) -> None:
    """Lève `FormatInattendu` au premier code qui ne suit pas l'expression régulière ``motif``."""
    fautifs = codes[~codes.astype(str).str.fullmatch(motif)]
    if not fautifs.empty:
        raise FormatInattendu(
            fichier,
            feuille=feuille,
            colonne=str(codes.name),
            attendu=attendu,
            trouve=f"« {fautifs.iloc[0]} » (ligne {fautifs.index[0]})",
        )
