"""Accueil : où est ma maison ?"""

from __future__ import annotations

import streamlit as st

from pages.cadre.habillage import pied
from pages.carte import memoire
from pages.carte.exploration import explorer
from pages.explorer.accueil.fraicheur import fraicheur
from pages.explorer.accueil.portes import portes
from pages.explorer.accueil.recherche import chercher
from pages.interface import registre

st.title("Où est ma maison de l'emploi ?", anchor=False)
chercher()
memoire.restaurer()
explorer(complet=False)
portes()
fraicheur(registre.releve().maisons, registre.releve().actions)
pied()
