"""Comprendre › Comparer : qui nous ressemble, en quoi différons-nous ?"""

from __future__ import annotations

import streamlit as st

from geo.mesures import comparaison
from pages.cadre.habillage import pied
from pages.comprendre.comparer import choix, figures, vues
from pages.interface import adresse, partage

VUES = {
    "tableau": ("Tableau", vues.tableau),
    "points": ("Points alignés", vues.points),
    "courbes": ("Évolution", vues.courbes),
    "essaim": ("Essaim", figures.essaim),
    "nuage": ("Nuage", figures.nuage),
    "cartes": ("Deux cartes", figures.cartes),
    "semblables": ("Qui me ressemble ?", vues.semblables),
}

st.title("Comparer", anchor=False)
choisis = choix.territoires()
if not choisis:
    choix.invitation()
else:
    choix.legende(choisis)
    libelles = {cle: libelle for cle, (libelle, _) in VUES.items()}
    vue = adresse.choisir(st.segmented_control, "Montrer", "vue", libelles, "tableau")
    VUES[vue][1](choisis)
    partage.barre(imprimer=True)
if len(choisis) == comparaison.MAXIMUM:
    st.caption(f"On compare au plus {comparaison.MAXIMUM} territoires : retirez-en un pour en ajouter un autre.")
pied()
