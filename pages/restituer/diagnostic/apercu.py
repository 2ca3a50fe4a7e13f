"""L'aperçu du document, une section à la fois : les mêmes blocs que le PDF."""

from __future__ import annotations

import streamlit as st

from geo.documents import fabrique
from geo.documents.demande import Demande, Releve
from pages.interface import adresse, documents
from pages.restituer.diagnostic.choix import sections


def choisir(demande: Demande) -> str:
    """Section montrée."""
    titres = sections()
    gardees = demande.sections or tuple(titres)
    libelles = {cle: titres[cle] for cle in gardees}
    st.header("Lire une section", anchor=False)
    return adresse.choisir(
        st.selectbox, "Section", "section", libelles, gardees[0], width=420, label_visibility="collapsed"
    )


def montrer(demande: Demande, releve: Releve, version: str, section: str) -> None:
    """HTML de la section, composé par l'ouvrier."""
    html = documents.obtenir(("aperçu", demande, version, section), fabrique.apercu, demande, releve, section)
    if html is not None:
        st.subheader(sections()[section], anchor=False)
        st.html(html)
