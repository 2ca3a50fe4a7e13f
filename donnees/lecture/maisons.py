"""Maisons de l'emploi et actions : faits relevés un à un dans des sources publiques citées."""

from __future__ import annotations

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import Brut, exiger_valeurs, lire_csv, nombres
from donnees.vocabulaire import Theme

MAISONS = "maisons/maisons.csv"
ACTIONS = "maisons/actions.csv"
COLONNES_MAISONS = (
    *("nom", "ville", "code_insee", "departement", "region", "site", "telephone", "territoire", "statut"),
    *("source_url", "date_source", "adresse", "code_postal", "categorie", "fiabilite", "lat", "lon", "precision_geo"),
)
COLONNES_ACTIONS = (
    *("maison", "ville", "theme", "titre", "description_courte", "date_debut", "date_fin", "indicateur", "valeur"),
    *("source_url", "precision_date", "annee_inferee", "dans_maisons_csv"),
)
FIABILITES = ("A", "B", "C")
THEMES = tuple(theme.value for theme in Theme)
PRECISIONS_DATE = ("jour", "mois", "année", "")
BOOLEENS = {"True": True, "False": False}
DATE = r"\d{4}(?:-\d{2}){0,2}"


def lire_maisons(brut: Brut) -> pd.DataFrame:
    """Lit le relevé des maisons.

    Returns
    -------
    DataFrame
        Une ligne par maison, ordre du relevé ; ``lon`` et ``lat`` en degrés, le reste en texte.
    """
    table = lire_csv(brut, MAISONS, COLONNES_MAISONS).copy()
    exiger_valeurs(table, "fiabilite", FIABILITES, MAISONS)
    _exiger_dates(table, "date_source", MAISONS, vide=False)
    for colonne in ("lon", "lat"):
        table[colonne] = nombres(table[colonne], MAISONS, colonne=colonne)[0]
    return table


def lire_actions(brut: Brut) -> pd.DataFrame:
    """Lit le relevé des actions.

    Returns
    -------
    DataFrame
        Une ligne par action, ordre du relevé ; ``valeur`` reste le texte cité, ``valeur_num`` en est le nombre ;
        ``annee_inferee`` et ``dans_maisons_csv`` booléens.
    """
    table = lire_csv(brut, ACTIONS, COLONNES_ACTIONS).copy()
    exiger_valeurs(table, "theme", THEMES, ACTIONS)
    exiger_valeurs(table, "precision_date", PRECISIONS_DATE, ACTIONS)
    for colonne in ("date_debut", "date_fin"):
        _exiger_dates(table, colonne, ACTIONS, vide=True)
    for colonne in ("annee_inferee", "dans_maisons_csv"):
        exiger_valeurs(table, colonne, BOOLEENS, ACTIONS)
        table[colonne] = table[colonne].map(BOOLEENS).astype(bool)
    table["valeur_num"] = nombres(table["valeur"], ACTIONS, colonne="valeur")[0]
    return table


def _exiger_dates(table: pd.DataFrame, colonne: str, fichier: str, *, vide: bool) -> None:
    conformes = table[colonne].str.fullmatch(DATE) | (vide & (table[colonne] == ""))
    if not conformes.all():
        raise FormatInattendu(
            fichier,
            colonne=colonne,
            attendu="une date AAAA, AAAA-MM ou AAAA-MM-JJ" + (" ou une case vide" if vide else ""),
            trouve=f"« {table.loc[~conformes, colonne].iloc[0]} »",
        )
