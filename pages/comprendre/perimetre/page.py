"""Comprendre › Mon périmètre : quelles communes couvrons-nous ?"""

from __future__ import annotations

import streamlit as st

from pages.cadre.habillage import pied
from pages.comprendre.perimetre import carte, choix, lecture, panier
from pages.interface import partage

st.title("Mon périmètre", anchor=False)
st.write(
    "Choisissez les communes que couvre votre maison : l'Atlas recalcule chaque indicateur pour elles, "
    "ou dit pourquoi il ne le peut pas. Rien n'est enregistré : tout tient dans le lien."
)
retenues = panier.communes()
panier.dire_refus()
gauche, droite = st.columns([2, 3], gap="large")
with gauche:
    choix.ajouter()
    lecture.resume(retenues)
with droite:
    carte.afficher(retenues)
if retenues:
    partage.barre()
    lecture.details(retenues)
pied()
