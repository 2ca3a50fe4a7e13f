"""Comprendre › Secteurs et métiers : que devons-nous anticiper ?"""

from __future__ import annotations

import streamlit as st

from pages.cadre.habillage import pied
from pages.comprendre.secteurs import branche, decalage, gpect, metiers, ouverture, structure
from pages.comprendre.secteurs.choix import choisir
from pages.interface import adresse, partage, territoire_choisi

VUES = {
    "secteurs": "Secteurs",
    "decalage": "Décalage structurel",
    "metiers": "Métiers",
    "branche": "Branche",
    "gpect": "Fiche GPECT",
}

st.title("Secteurs et métiers", anchor=False)
demande = territoire_choisi.demande()
phrase = st.container()
choix = choisir(demande)
with phrase:
    ouverture.ouvrir(choix)
with st.container(horizontal=True, key="secteurs-vue", vertical_alignment="bottom"):
    vue = adresse.choisir(st.segmented_control, "Montrer", "vue", VUES, "secteurs")
    partage.barre(imprimer=True)
if vue == "metiers":
    metiers.vue(choix)
elif vue == "branche":
    branche.vue(choix)
elif choix.zone is None:
    ouverture.sans_zone(choix, vue)
elif vue == "decalage":
    decalage.vue(choix.zone, choix)
elif vue == "gpect":
    gpect.vue(choix.zone, choix)
else:
    structure.vue(choix.zone, choix)
pied()
