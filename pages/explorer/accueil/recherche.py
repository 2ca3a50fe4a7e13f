"""Chercher un lieu ou une maison par son nom ou son code."""

from __future__ import annotations

import streamlit as st

from geo.territoires import recherche
from pages.cadre import plan
from pages.interface import territoire_choisi
from pages.interface.texte import brut

MAXIMUM = 10


def chercher() -> None:
    """Champ de recherche ; chaque réponse mène à un portrait ou à la fiche d'une maison."""
    texte = st.text_input(
        "Commune, code postal, intercommunalité, zone d'emploi ou maison",
        placeholder="Saint-Étienne, 42000, Pays voironnais…",
        max_chars=80,
    )
    for lieu in territoire_choisi.trouver(texte, MAXIMUM, recherche.ORDRE):
        cible = plan.MAISONS if lieu.genre == "maison" else plan.TERRITOIRE
        parametres = {"maison": lieu.code} if lieu.genre == "maison" else {"niveau": lieu.genre, "code": lieu.code}
        st.page_link(cible, label=f"{brut(lieu.libelle)} · {recherche.GENRES[lieu.genre]}", query_params=parametres)
