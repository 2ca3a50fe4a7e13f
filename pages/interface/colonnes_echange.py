"""Les colonnes du fichier d'échange, expliquées : à l'import et dans la méthode."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from donnees.registre.echanges.colonnes import COLONNES
from pages.interface import tableau
from pages.interface.texte import brut


def colonnes() -> None:
    """Ce que contient chaque colonne d'échange."""
    lignes = [
        {
            "Colonne": brut(colonne.nom),
            "Obligatoire": "oui" if colonne.obligatoire else "",
            "Ce qu'elle contient": brut(colonne.aide),
            "Exemple": brut(colonne.exemple),
        }
        for colonne in COLONNES
    ]
    with st.container(key="colonnes-echange"):
        tableau.texte(pd.DataFrame(lignes).set_index("Colonne"), "Colonnes du fichier, ce qu'elles contiennent")
