"""Agir › Plan d'actions : que faisons-nous, avec qui, pour quel effet ?"""

from __future__ import annotations

import streamlit as st

from pages.agir.plan_actions import exports, fiche, filtres, gestes, vues
from pages.cadre.habillage import pied
from pages.interface import partage

if st.query_params.get("action"):
    fiche.afficher(st.query_params["action"])
else:
    st.title("Plan d'actions", anchor=False)
    phrase = st.container()
    retenues, filtree = filtres.filtrer()
    phrase.write(vues.phrase(retenues))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        vue = vues.choisir()
        gestes.ajouter()
    if retenues:
        vues.montrer(vue, retenues)
        with st.container(horizontal=True):
            exports.emporter(retenues)
            partage.barre(imprimer=True)
    else:
        filtres.expliquer_vide(filtree=filtree)
pied()
