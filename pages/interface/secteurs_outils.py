"""Secteurs et métiers : les fichiers à emporter, le lien vers la méthode."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from geo import formats
from geo.secteurs.tables import decimales
from pages.interface import plan

SIGNEES = ("Évolution", "Variation", "Part nationale", "Part du secteur", "Part locale")
TYPES = {"CSV": "text/csv", "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def tableau(table: pd.DataFrame, quoi: str, hauteur: int = 420) -> None:
    """Affiche un tableau triable aux nombres français ; une valeur absente s'écrit « — », jamais zéro.

    Parameters
    ----------
    quoi : str
        Ce que le tableau contient, pour qui ne le voit pas.
    """
    style = table.style
    for nom, chiffres in decimales(table).items():
        signe = nom.startswith(SIGNEES)
        style = style.format(partial(_ecrire, chiffres, signe), subset=[nom])
    lignes = min(hauteur, 36 * (len(table) + 1) + 3)
    st.dataframe(
        style,
        hide_index=True,
        width="stretch",
        height=lignes,
        placeholder=formats.ABSENT,
        alt=formats.typographie(quoi),
    )


def _ecrire(chiffres: int, signe: bool, valeur: float) -> str:  # noqa: FBT001 - lié par `partial`
    return formats.nombre(valeur, chiffres, signe=signe)


def emporter(cle: str, nom: str, fichiers: dict[str, Callable[[], bytes]], fiche: str = "") -> None:
    """Boutons de téléchargement (composés au clic) et lien vers la définition de l'indicateur, sinon la méthode."""
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
            label="Définition et source" if fiche else "Méthode de calcul",
            icon=":material/fact_check:",
            query_params={"fiche": fiche} if fiche else None,
        )
