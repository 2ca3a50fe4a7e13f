"""Comprendre › Économie verte : quelle place la transition a-t-elle dans nos recrutements ?"""

from __future__ import annotations

import streamlit as st

from geo import territoires
from geo.verte import mots
from geo.verte.champ import champs
from pages.interface import partage, plan, territoire_choisi, verte_carte, verte_metiers, verte_recrutements
from pages.interface.figures import laisser_peindre
from pages.interface.habillage import phrase, pied

st.title("Économie verte", anchor=False)
territoire = territoire_choisi.demande() or territoires.lire("france", "FR")
place = st.container()
with st.container(horizontal=True, key="commandes", vertical_alignment="bottom"):
    champ = verte_recrutements.choisir(territoire)
    comparateur = territoire_choisi.choisir_comparateur(territoire) if territoire.niveau != "france" else None
    with st.popover("Choisir un territoire", icon=":material/search:"):
        territoire_choisi.rechercher(plan.ECONOMIE_VERTE)
partage.barre(imprimer=True)
with place:
    phrase(mots.phrase(territoire, champ))
    verte_recrutements.lecture(territoire, champ)
st.header("Chiffres clés", anchor=False)
verte_recrutements.chiffres(champ, champs(comparateur)[0] if comparateur else None)
verte_recrutements.limites()
laisser_peindre("economie-verte")
verte_recrutements.recherches(champ)
verte_recrutements.batiment(champ)
verte_carte.carte(territoire)
verte_metiers.repertoire()
verte_metiers.actions(territoire)
verte_metiers.pilotes()
pied()
