"""Secteurs et métiers : les tableaux, leurs fichiers à emporter, le lien vers la méthode."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geo.secteurs.tables import decimales
from geo.sorties.metadonnees import Sujet
from pages.cadre import plan
from pages.interface import liens, tableau, telechargement

SIGNEES = ("Évolution", "Variation", "Part nationale", "Part du secteur", "Part locale")
"""Débuts des noms des colonnes qui se lisent autour de zéro."""


def montrer(table: pd.DataFrame, titre: str, hauteur: int = 420) -> None:
    """Tableau triable ; les colonnes qui se lisent autour de zéro portent leur signe."""
    tableau.montrer_partout(table, decimales(table), titre, signees=SIGNEES, hauteur=hauteur)


def emporter(cle: str, sujet: Sujet, fichiers: dict[str, Callable[[], bytes]], fiche: str = "") -> None:
    """Boutons de téléchargement (composés au clic) et lien vers la définition de l'indicateur, sinon la méthode."""
    with st.container(horizontal=True, key=f"outils-{cle}", vertical_alignment="center"):
        for genre, composer in fichiers.items():
            if genre == "CSV":
                telechargement.table(sujet, composer)
            else:
                telechargement.proposer(genre, f"{sujet.nom}.{genre.lower()}", composer)
        if fiche:
            liens.definition("Définition et source", fiche)
        else:
            st.page_link(plan.METHODE, label="Méthode de calcul", icon=":material/fact_check:")
