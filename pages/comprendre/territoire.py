"""Comprendre › Mon territoire : quel est notre portrait ?"""

from __future__ import annotations

import streamlit as st

from pages.interface import plan, portrait, portrait_carte, portrait_figures, territoire_choisi
from pages.interface.figures import laisser_peindre
from pages.interface.habillage import pied
from pages.interface.portrait_presence import presence
from pages.interface.portrait_tableau import tous_les_chiffres

territoire = territoire_choisi.demande()
if territoire is None:
    portrait.accueil(plan.TERRITOIRE)
else:
    comparateur = portrait.tete(territoire)
    portrait.chiffres_cles(territoire, comparateur)
    portrait.suites(territoire)
    laisser_peindre("portrait")
    st.header("Évolutions", anchor=False)
    portrait_figures.courbes(territoire, comparateur)
    st.header("Structure de l'emploi privé", anchor=False)
    portrait_figures.structure(territoire, comparateur)
    portrait_carte.carte(territoire)
    presence(territoire)
    tous_les_chiffres(territoire)
pied()
