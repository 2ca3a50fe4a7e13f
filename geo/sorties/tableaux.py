"""Tableau équivalent à la carte et fichiers à emporter, sans formule piégée."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.tableurs import en_csv
from geo.mesures.repartitions import Repartition
from geo.territoires.niveaux import NOMS_NIVEAUX


def equivalent(repartition: Repartition) -> pd.DataFrame:
    """Tableau équivalent à la carte : rang, territoire, code, valeur, statut ; le plus favorable d'abord."""
    fiche = repartition.indicateur
    croissant = fiche.sens == "mieux_bas"
    lignes = repartition.table().sort_values(["valeur", "libelle"], ascending=[croissant, True], na_position="last")
    rangs = lignes["valeur"].rank(method="min", ascending=croissant)
    return pd.DataFrame(
        {
            "Rang": rangs.astype("Int64"),
            NOMS_NIVEAUX[repartition.niveau][0].capitalize(): lignes["libelle"],
            "Code": lignes["code"],
            f"{fiche.libelle_court} ({fiche.unite})": lignes["valeur"].round(fiche.decimales),
            "Statut": lignes["statut"].map(formats.statut),
        }
    ).reset_index(drop=True)


def csv(repartition: Repartition) -> bytes:
    """CSV à la française (« ; », virgule, UTF-8 avec BOM), avec source et date à chaque ligne."""
    fiche = repartition.indicateur
    table = equivalent(repartition).assign(
        Indicateur=fiche.libelle, Unité=fiche.unite, Période=repartition.periode, Source=repartition.sources
    )
    return en_csv(table)


def classement(lignes: pd.DataFrame, fiche: Indicateur) -> pd.DataFrame:
    """Classement prêt à montrer : colonnes nommées en français, avec l'unité."""
    return pd.DataFrame(
        {
            "Rang": lignes["rang"],
            "Territoire": lignes["libelle"],
            f"{fiche.libelle_court} ({fiche.unite})": lignes["valeur"].round(fiche.decimales),
            "Code": lignes["code"],
            "Rang national": lignes["rang_national"],
            "Population": lignes["population"],
            "Région": lignes["region"],
            "Statut": lignes["statut"].map(formats.statut),
        }
    )
