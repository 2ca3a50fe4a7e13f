"""Comprendre › Mon territoire : quel est notre portrait ?"""

from __future__ import annotations

import streamlit as st

from pages.cadre import plan
from pages.cadre.habillage import pied
from pages.comprendre.territoire import carte, figures, tete
from pages.comprendre.territoire.presence import presence
from pages.comprendre.territoire.tableau import tous_les_chiffres
from pages.interface import territoire_choisi

territoire = territoire_choisi.demande()
if territoire is None:
    tete.accueil(plan.TERRITOIRE)
else:
    comparateur = tete.tete(territoire)
    tete.chiffres_cles(territoire, comparateur)
    tete.suites(territoire)
    st.header("Évolutions", anchor=False)
    figures.courbes(territoire, comparateur)
    st.header("Structure de l'emploi privé", anchor=False)
    figures.structure(territoire, comparateur)
    carte.carte(territoire)
    presence(territoire)
    tous_les_chiffres(territoire)
pied()
