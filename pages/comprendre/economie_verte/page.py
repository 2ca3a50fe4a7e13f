"""Comprendre › Économie verte : quelle place la transition a-t-elle dans nos recrutements ?"""

from __future__ import annotations

import streamlit as st

from geo import territoires
from geo.economie_verte import phrases
from geo.economie_verte.champ import champs
from pages.cadre.habillage import phrase, pied
from pages.comprendre.economie_verte import carte, metiers, recrutements
from pages.interface import partage, territoire_choisi

st.title("Économie verte", anchor=False)
territoire = territoire_choisi.demande() or territoires.lire("france", "FR")
place = st.container()
with st.container(horizontal=True, key="commandes", vertical_alignment="bottom"):
    champ = recrutements.choisir(territoire)
    comparateur = territoire_choisi.choisir_comparateur(territoire) if territoire.niveau != "france" else None
if territoire.niveau == "france":
    territoire_choisi.rechercher()
partage.barre(imprimer=True)
with place:
    phrase(phrases.phrase(territoire, champ))
    recrutements.lecture(territoire, champ)
st.header("Chiffres clés", anchor=False)
recrutements.chiffres(champ, champs(comparateur)[0] if comparateur else None)
recrutements.limites()
recrutements.recherches(territoire, champ)
recrutements.batiment(champ)
metiers.actions(territoire)
metiers.pilotes()
carte.carte(territoire)
metiers.repertoire()
pied()
