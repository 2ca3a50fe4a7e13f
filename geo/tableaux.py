"""Tableau équivalent à la carte et fichiers à emporter, sans formule piégée."""

from __future__ import annotations

import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur, citer
from geo import formats
from geo.indicateurs import NOMS_NIVEAUX, Repartition

_DANGEREUX = ("=", "+", "-", "@", "\t", "\r")


def equivalent(quoi: Repartition) -> pd.DataFrame:
    """Tableau équivalent à la carte : rang, territoire, code, valeur, statut ; le plus favorable d'abord."""
    fiche = quoi.indicateur
    croissant = fiche.sens == "mieux_bas"
    lignes = quoi.table().sort_values(["valeur", "libelle"], ascending=[croissant, True], na_position="last")
    rangs = lignes["valeur"].rank(method="min", ascending=croissant)
    return pd.DataFrame(
        {
            "Rang": rangs.astype("Int64"),
            NOMS_NIVEAUX[quoi.niveau][0].capitalize(): lignes["libelle"],
            "Code": lignes["code"],
            f"{fiche.libelle_court} ({fiche.unite})": lignes["valeur"].round(fiche.decimales),
            "Statut": lignes["statut"].map(formats.statut),
        }
    ).reset_index(drop=True)


def neutraliser(table: pd.DataFrame) -> pd.DataFrame:
    """Précède d'une apostrophe tout texte qu'un tableur prendrait pour une formule."""
    propre = table.copy()
    for colonne in propre.columns[[not pd.api.types.is_numeric_dtype(type_) for type_ in propre.dtypes]]:
        textes = propre[colonne].astype("string")
        propre[colonne] = textes.where(~textes.str.startswith(_DANGEREUX, na=False), "'" + textes)
    return propre


def csv(quoi: Repartition) -> bytes:
    """CSV à la française (« ; », virgule, UTF-8 avec BOM), avec source et date à chaque ligne."""
    fiche = quoi.indicateur
    table = equivalent(quoi).assign(
        Indicateur=fiche.libelle, Unité=fiche.unite, Période=quoi.periode, Source=sources(quoi)
    )
    return en_csv(table)


def en_csv(table: pd.DataFrame) -> bytes:
    """CSV à la française : « ; », virgule, UTF-8 avec BOM, aucune formule."""
    texte: str = neutraliser(table).to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n")
    return texte.encode("utf-8-sig")


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


def sources(quoi: Repartition) -> str:
    """« INSEE, Taux de chômage localisés (T4 2025) » pour chaque source de ce qui est montré."""
    return citer(charger().sources_de(quoi.indicateur, quoi.periode))
