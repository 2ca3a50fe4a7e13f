"""Les sources d'un classeur à emporter : sa dernière feuille."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from donnees.catalogue import charger

NON_RETROUVEE = "non retrouvée chez le producteur"
"""Ce qui se lit à la place d'une adresse vide."""


def tableau(identifiants: Iterable[str]) -> pd.DataFrame:
    """Fiche de chaque source citée, une par ligne et une seule fois, dans l'ordre donné."""
    fiches = [charger().sources[identifiant] for identifiant in dict.fromkeys(identifiants)]
    return pd.DataFrame(
        {
            "Producteur": [fiche.producteur for fiche in fiches],
            "Titre": [fiche.titre for fiche in fiches],
            "Millésime": [fiche.millesime for fiche in fiches],
            "Licence": [fiche.licence for fiche in fiches],
            "Adresse": [fiche.adresse or NON_RETROUVEE for fiche in fiches],
            "Retraitement": [fiche.retraitement or "aucun" for fiche in fiches],
        }
    )
