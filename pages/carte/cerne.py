"""Ce que la carte cerne, dit sous son titre, et comment l'ôter."""

from __future__ import annotations

import streamlit as st

from pages.carte import etat, memoire
from pages.interface import liens, territoire_choisi
from pages.interface.texte import brut


def dire(courant: etat.EtatCarte) -> None:
    """Nomme le territoire cerné, mène à son portrait, propose d'ôter le contour ; muet s'il n'y en a pas."""
    territoire = etat.cerne(courant)
    if territoire is None:
        return
    nature = territoire_choisi.nature(territoire)
    with st.container(horizontal=True, vertical_alignment="center", key="carte-cerne"):
        st.write(f"Cerné sur la carte : **{brut(territoire.libelle)}** ({nature[:1].lower()}{nature[1:]})")
        liens.portrait("Son portrait", **territoire_choisi.parametres(territoire))
        st.button("Ôter le contour", icon=":material/close:", type="tertiary", on_click=memoire.cerner, args=(None,))
