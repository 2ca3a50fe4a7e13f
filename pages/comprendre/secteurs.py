"""Comprendre › Secteurs et métiers : que devons-nous anticiper ?"""

from __future__ import annotations

import streamlit as st

from pages.interface import (
    adresse,
    partage,
    secteurs_branche,
    secteurs_decalage,
    secteurs_entree,
    secteurs_gpect,
    secteurs_metiers,
    secteurs_structure,
    territoire_choisi,
)
from pages.interface.habillage import pied

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
regard = secteurs_entree.regarder(demande)
with phrase:
    secteurs_entree.ouvrir(regard)
with st.container(horizontal=True, key="secteurs-vue", vertical_alignment="bottom"):
    vue = adresse.choisir(st.segmented_control, "Montrer", "vue", VUES, "secteurs")
    partage.barre(imprimer=True)
if vue == "metiers":
    secteurs_metiers.vue(regard)
elif vue == "branche":
    secteurs_branche.vue(regard)
elif regard.zone is None:
    secteurs_entree.sans_zone(regard, vue)
elif vue == "decalage":
    secteurs_decalage.vue(regard.zone, regard)
elif vue == "gpect":
    secteurs_gpect.vue(regard.zone, regard)
else:
    secteurs_structure.vue(regard.zone, regard)
pied()
