"""Comprendre › Mon périmètre : quelles communes couvrons-nous ?"""

from __future__ import annotations

import streamlit as st

from pages.interface import carte_perimetre, choix_communes, panier, partage, perimetre_lu
from pages.interface.habillage import pied

st.title("Mon périmètre", anchor=False)
st.write(
    "Choisissez les communes que couvre votre maison : l'Atlas recalcule chaque indicateur pour elles, "
    "ou dit pourquoi il ne le peut pas. Rien n'est enregistré : tout tient dans le lien."
)
retenues = panier.communes()
panier.dire_refus()
commandes, carte = st.columns([2, 3], gap="large")
with commandes:
    choix_communes.ajouter()
    perimetre_lu.resume(retenues)
with carte:
    carte_perimetre.afficher(retenues)
if retenues:
    partage.barre()
    perimetre_lu.details(retenues)
pied()
