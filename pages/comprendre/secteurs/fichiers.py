"""Secteurs et métiers : les fichiers à emporter, le lien vers la méthode."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.cadre import plan
from pages.interface import telechargement

SIGNEES = ("Évolution", "Variation", "Part nationale", "Part du secteur", "Part locale")
"""Débuts des noms des colonnes qui se lisent autour de zéro."""


def emporter(cle: str, nom: str, fichiers: dict[str, Callable[[], bytes]], fiche: str = "") -> None:
    """Boutons de téléchargement (composés au clic) et lien vers la définition de l'indicateur, sinon la méthode."""
    with st.container(horizontal=True, key=f"outils-{cle}", vertical_alignment="center"):
        for genre, composer in fichiers.items():
            telechargement.proposer(genre, f"{nom}.{genre.lower()}", composer)
        st.page_link(
            plan.METHODE,
            label="Définition et source" if fiche else "Méthode de calcul",
            icon=":material/fact_check:",
            query_params={"fiche": fiche} if fiche else None,
        )
