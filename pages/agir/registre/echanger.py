"""Agir › Importer des actions : réservé aux maisons ; d'abord un essai à blanc, puis tout ou rien."""

from __future__ import annotations

import streamlit as st

from donnees.registre.echanges.colonnes import ECHAPPEMENT
from pages.agir.registre import importation
from pages.cadre.habillage import pied
from pages.interface import acces, colonnes_echange
from pages.interface.texte import brut

identite = acces.reserver("Importer des actions")
st.title("Importer des actions", anchor=False)
st.write(
    "Déposez un fichier : l'Atlas l'examine sans rien écrire et dit, ligne à ligne, ce qui serait créé, mis à jour ou "
    "refusé. Tant qu'une ligne est refusée, rien ne s'enregistre."
)
importation.modeles()
importation.deposer(identite)
with st.expander("Les colonnes du fichier"):
    st.caption(brut(ECHAPPEMENT))
    colonnes_echange.colonnes()
pied()
