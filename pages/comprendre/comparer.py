"""Comprendre › Comparer : qui nous ressemble, en quoi différons-nous ?"""

from __future__ import annotations

import streamlit as st

from geo import comparaison
from pages.interface import adresse, comparer_choix, comparer_figures, comparer_vues, partage
from pages.interface.habillage import pied

VUES = {
    "tableau": ("Tableau", comparer_vues.tableau),
    "points": ("Points alignés", comparer_vues.points),
    "courbes": ("Évolution", comparer_vues.courbes),
    "essaim": ("Essaim", comparer_figures.essaim),
    "nuage": ("Nuage", comparer_figures.nuage),
    "cartes": ("Deux cartes", comparer_figures.cartes),
    "semblables": ("Qui me ressemble ?", comparer_vues.semblables),
}

st.title("Comparer", anchor=False)
choisis = comparer_choix.territoires()
if not choisis:
    comparer_choix.invitation()
else:
    st.write(f"{', '.join(f'**{nom}**' for nom in comparer_choix.noms(choisis))}")
    libelles = {cle: libelle for cle, (libelle, _) in VUES.items()}
    vue = adresse.choisir(st.segmented_control, "Montrer", "vue", libelles, "tableau")
    VUES[vue][1](choisis)
    partage.barre(imprimer=True)
if len(choisis) == comparaison.MAXIMUM:
    st.caption(f"On compare au plus {comparaison.MAXIMUM} territoires : retirez-en un pour en ajouter un autre.")
pied()
