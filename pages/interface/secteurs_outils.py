"""Secteurs et métiers : les fichiers à emporter, le lien vers la méthode."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.interface import plan

TYPES = {"CSV": "text/csv", "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def emporter(cle: str, nom: str, fichiers: dict[str, Callable[[], bytes]], fiche: str = "") -> None:
    """Boutons de téléchargement (composés au clic) et lien vers la définition d'un indicateur voisin."""
    with st.container(horizontal=True, key=f"outils-{cle}", vertical_alignment="center"):
        for genre, composer in fichiers.items():
            st.download_button(
                genre,
                composer,
                f"{nom}.{genre.lower()}",
                TYPES[genre],
                icon=":material/download:",
                on_click="ignore",
                key=f"emporter.{cle}.{genre}",
            )
        st.page_link(
            plan.METHODE,
            label="Définition et méthode",
            icon=":material/fact_check:",
            query_params={"fiche": fiche} if fiche else None,
        )
