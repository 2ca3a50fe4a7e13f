"""Montrer une figure : dessinée d'abord, en plotly quand le lecteur veut la lire point par point."""

from __future__ import annotations

import streamlit as st

from geo.graphiques import style
from geo.graphiques.lectures import Lecture
from geo.objets.dessin import Dessin
from geo.sorties.metadonnees import Sujet
from pages.interface import feuille, integration, suivi, tableau, telechargement

IMAGE = "image.format"
VOLET = "Les chiffres de cette figure"
LIRE, REVENIR = "Lire point par point", "Revenir au dessin"


def theme() -> style.Theme:
    """Thème d'une figure : celui de la page, clair tant que le navigateur ne l'a pas dit."""
    return "dark" if feuille.theme() == "dark" else "light"


def montrer(dessin: Dessin, cle: str) -> None:
    """Affiche une figure, ce qu'elle apprend à qui ne la voit pas ; sous elle, à l'écran, son tableau et son code."""
    if feuille.en_cours():
        st.html(dessin.html)
    else:
        _offrir(dessin, cle)


@st.fragment
def _offrir(dessin: Dessin, cle: str) -> None:
    """La figure dessinée ; plotly, quatre mégaoctets, ne vient qu'à qui veut la lire point par point."""
    _tracer(dessin, cle)
    with st.container(horizontal=True, key=f"sous-figure-{_nom(cle)}", gap="small"):
        _bouton(cle)
        feuille.volet(VOLET, f"tableau.{cle}", lambda: _tableau(cle, dessin.lecture), icone=":material/table:")
        integration.proposer(dessin, hauteurs(dessin), cle)


@st.fragment
def seule(dessin: Dessin, cle: str) -> None:
    """La figure sans rien autour, dans le cadre d'un autre site ; son bouton ne se montre qu'au clavier."""
    _tracer(dessin, cle)
    with st.container(key="lire-seule"):
        _bouton(cle)


def _bouton(cle: str) -> None:
    """De quoi lire point par point, puis revenir au dessin : un seul bouton, qui garde le foyer du clavier."""
    vive = _vive(cle)
    libelle, icone = (REVENIR, ":material/undo:") if vive else (LIRE, ":material/ads_click:")
    st.button(libelle, key=f"lire.{cle}", icon=icone, on_click=_animer, args=[cle, not vive])


def _tracer(dessin: Dessin, cle: str) -> None:
    """Dessinée ; vive si le lecteur l'a demandé : le dessin reste alors jusqu'à ce que plotly soit peint."""
    with st.container(key=f"dessin-{_nom(cle)}", gap=None):
        st.html(dessin.html)
        if _vive(cle):
            _animee(dessin, cle)


def _animee(dessin: Dessin, cle: str) -> None:
    import plotly.graph_objects as go  # noqa: PLC0415 - lourd, et rare : peu de lecteurs le demandent

    config = style.config(f"atlas-{cle}")
    config["toImageButtonOptions"]["format"] = st.session_state.get(IMAGE, "png")
    figure = go.Figure(dessin.figure.en_plotly())
    st.plotly_chart(figure, theme=None, config=config, key=f"figure.{cle}", alt=dessin.lecture.phrase)


def _nom(cle: str) -> str:
    return cle.replace(".", "-").replace("_", "-")


def _vive(cle: str) -> bool:
    return bool(st.session_state.get(f"vive.{cle}")) and not feuille.en_cours()


def _animer(cle: str, vive: bool) -> None:  # noqa: FBT001 - rendu par le bouton, à sa place
    st.session_state[f"vive.{cle}"] = vive


def hauteurs(dessin: Dessin) -> integration.Hauteurs:
    """Celles du cadre où un autre site la montre, titre, note et source compris."""
    haute = int(dessin.figure.layout.height)
    return haute + integration.texte(dessin), haute + integration.texte(dessin, integration.TELEPHONE)


def _tableau(cle: str, lecture: Lecture) -> None:
    table = lecture.tableau()
    tableau.montrer_partout(table, lecture.decimales, lecture.phrase, hauteur=380)
    telechargement.table(Sujet(lecture.phrase, ("figure", cle, suivi.lieu())), table)


def format_image() -> None:
    """Choix du format des images de graphiques."""
    st.radio("Images des graphiques", ["png", "svg"], format_func=str.upper, horizontal=True, key=IMAGE)
