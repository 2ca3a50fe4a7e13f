"""Restituer › Bilan : qu'avons-nous fait cette année, avec qui, pour quels résultats ?"""

from __future__ import annotations

import streamlit as st

from pages.cadre.habillage import pied
from pages.restituer.bilan import parties
from pages.restituer.bilan.choix import choisir

bilan = choisir(st.container())
if bilan:
    parties.chiffres(bilan)
    parties.commandes(bilan)
    gauche, droite = st.columns([3, 2], gap="medium")
    with gauche:
        parties.themes(bilan)
        parties.actions(bilan)
    with droite:
        parties.carte(bilan)
    parties.resultats(bilan)
    parties.empeches(bilan)
    parties.moyens_par_axe(bilan)
    parties.appuis(bilan)
    parties.grille(bilan)
    parties.reserves(bilan)
pied()
