"""Accueil : où est ma maison ?"""

from __future__ import annotations

import streamlit as st

from pages.cadre import suivi
from pages.cadre.habillage import pied
from pages.explorer.accueil import bassin, carte
from pages.explorer.accueil.fraicheur import fraicheur
from pages.explorer.accueil.portes import portes
from pages.interface import registre

territoire = suivi.courant()
st.title("Où est ma maison de l’emploi ?", anchor=False)
if territoire is None:
    bassin.promesse()
with st.container(key="accueil"):
    gauche, droite = st.columns([3, 2], gap="medium")
with gauche:
    carte.carte(territoire)
with droite, st.container(key="accueil-lieu" if territoire else "accueil-pays"):
    bassin.bassin(territoire)
portes()
fraicheur(registre.releve().maisons, registre.releve().actions)
pied()
