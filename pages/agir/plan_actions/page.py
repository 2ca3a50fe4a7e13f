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
    tri = filtres.filtrer()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        vue = vues.choisir()
        gestes.ajouter()
    if tri.retenues:
        phrase.write(vues.phrase(tri.retenues))
        vues.montrer(vue, tri.retenues, tri.territoire)
        with st.container(horizontal=True):
            exports.emporter(tri.retenues)
            partage.barre(imprimer=True)
    else:
        filtres.expliquer_vide(tri)
pied()
