"""Étape « composantes » : toutes les mesures de base, avant toute agrégation, dans une seule table longue."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from donnees.erreurs import ErreurDonnees
from donnees.etapes import composantes_communes, composantes_programmes, composantes_zones, elagage
from donnees.etapes.atelier import Atelier

COLONNES: Final = ["composante", "niveau", "code", "periode", "valeur", "statut"]
ORDRE: Final = ["composante", "niveau", "periode", "code"]
PREALABLES: Final = {
    "composantes_bpe": "equipements",
    "composantes_secteurs": "secteurs",
    "composantes_bmo": "recrutements",
}


def construire(atelier: Atelier) -> None:
    """Pose ``tables["composantes"]`` ; des communes, seulement ce qu'une fiche du catalogue emploie.

    Raises
    ------
    ErreurDonnees
        Une étape préalable (équipements, secteurs, recrutements) n'a pas eu lieu, ou une mesure est en double.
    """
    for nom, etape in PREALABLES.items():
        if nom not in atelier.intermediaires:
            raise ErreurDonnees(f"Étape « composantes » : l'étape « {etape} » doit la précéder.")
    communes = composantes_communes.construire(atelier) + composantes_programmes.construire(atelier)
    utiles = elagage.utiles()
    blocs = [bloc[bloc["composante"].isin(utiles)].assign(niveau="commune") for bloc in communes]
    blocs += [atelier.intermediaires.pop(nom) for nom in PREALABLES]
    blocs += composantes_zones.construire(atelier)
    atelier.tables["composantes"] = trier(pd.concat([bloc[COLONNES] for bloc in blocs], ignore_index=True))


def trier(table: pd.DataFrame) -> pd.DataFrame:
    """Trie par composante, niveau, période puis code ; refuse les doubles."""
    rangs = [pd.factorize(table[colonne], sort=True)[0] for colonne in reversed(ORDRE)]
    ordre = np.lexsort(rangs)
    grille = np.column_stack(rangs)[ordre]
    doubles = (grille[1:] == grille[:-1]).all(axis=1)
    if doubles.any():
        fautive = table.iloc[ordre[int(doubles.argmax())]]
        raise ErreurDonnees(f"Composante en double : {', '.join(str(fautive[nom]) for nom in ORDRE)}.")
    return table.iloc[ordre].reset_index(drop=True)
