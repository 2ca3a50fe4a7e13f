"""Montrer une figure plotly : au thème de la page, avec nos réglages."""

from __future__ import annotations

import time

import streamlit as st

from geo.graphiques import style
from geo.graphiques.lectures import Lecture
from geo.objets.dessin import Dessin
from geo.sorties.metadonnees import Sujet
from pages.interface import feuille, integration, suivi, tableau, telechargement

PAUSE = 0.35
IMAGE = "image.format"
VOLET = "Les chiffres de cette figure"


def theme() -> style.Theme:
    """Thème d'une figure : celui de la page, clair tant que le navigateur ne l'a pas dit."""
    return "dark" if feuille.theme() == "dark" else "light"


def laisser_peindre(page: str) -> None:
    """Au premier affichage d'une page, laisse le navigateur peindre les chiffres avant de lui envoyer les figures.

    Sans cette pause, il charge d'abord plotly (1,5 Mo) et la carte : 2,2 s avant les premiers chiffres, 0,8 s avec.
    """
    if not st.session_state.get(f"peinte.{page}"):
        st.session_state[f"peinte.{page}"] = True
        time.sleep(PAUSE)


def montrer(dessin: Dessin, cle: str) -> None:
    """Affiche une figure, ce qu'elle apprend à qui ne la voit pas ; sous elle, son tableau replié et son code."""
    tracer(dessin, cle)
    with st.container(horizontal=True, key=f"sous-figure-{cle.replace('.', '-').replace('_', '-')}", gap="small"):
        _tableau(cle, dessin.lecture)
        integration.proposer(dessin, hauteur(dessin), cle)


def tracer(dessin: Dessin, cle: str) -> None:
    """La figure seule ; son image s'enregistre (PNG, ou SVG au choix) sous un nom qui dit ce qu'elle est."""
    config = style.config(f"atlas-{cle}")
    config["toImageButtonOptions"]["format"] = st.session_state.get(IMAGE, "png")
    st.plotly_chart(dessin.figure, theme=None, config=config, key=f"figure.{cle}", alt=dessin.lecture.phrase)


def hauteur(dessin: Dessin) -> int:
    """Hauteur du cadre où un autre site la montre, titre, note et source compris."""
    return int(dessin.figure.layout.height) + integration.texte(dessin)


@st.fragment
def _tableau(cle: str, lecture: Lecture) -> None:
    """Le tableau d'une figure : composé, et envoyé, seulement une fois ouvert."""
    volet = st.expander(VOLET, key=f"tableau.{cle}", icon=":material/table:", on_change="rerun")
    if not volet.open:
        return
    with volet:
        table = lecture.tableau()
        tableau.montrer(table, lecture.decimales, lecture.phrase, hauteur=380)
        telechargement.table(Sujet(lecture.phrase, ("figure", cle, suivi.lieu())), table)


def format_image() -> None:
    """Choix du format des images de graphiques."""
    st.radio("Images des graphiques", ["png", "svg"], format_func=str.upper, horizontal=True, key=IMAGE)
