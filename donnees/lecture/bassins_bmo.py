"""Bassins d'emploi de France Travail (enquête BMO) : la table commune → bassin."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import Brut, lire_csv

FICHIER: Final = "france_travail/bassin_emploi.csv"
COMMUNES_HORS_CHAMP: Final = frozenset({"75999", "97123", "97127", "97501", "97502", "97701", "97801"})
"""Paris « non précisé », Saint-Barthélemy, Saint-Martin, Saint-Pierre-et-Miquelon : hors des 306 zones d'emploi."""


def lire_bassins(brut: Brut) -> pd.DataFrame:
    """Lit le rattachement des communes aux bassins.

    Returns
    -------
    DataFrame
        ``code_historique`` (code INSEE, parfois d'une commune fusionnée depuis) et ``bassin_bmo``
        (4 caractères : le fichier perd le zéro de tête des DROM, remis ici).
    """
    table = lire_csv(brut, FICHIER, ["code_commune_insee", "code_bassin_BMO"])
    bassins = table["code_bassin_BMO"].str.zfill(4)
    fautifs = table["code_bassin_BMO"][~bassins.str.fullmatch(r"\d{4}")]
    if not fautifs.empty:
        raise FormatInattendu(
            FICHIER,
            colonne="code_bassin_BMO",
            attendu="un code de bassin à 3 ou 4 chiffres",
            trouve=f"« {fautifs.iloc[0]} » (ligne {fautifs.index[0]})",
        )
    return pd.DataFrame({"code_historique": table["code_commune_insee"], "bassin_bmo": bassins})
