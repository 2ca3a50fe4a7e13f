"""Le champ « Où » : chercher un lieu, l'ajouter, le retirer ; un point précis si l'on veut."""

from __future__ import annotations

import streamlit as st

from donnees.vocabulaire import NiveauLieu
from geo.actions.tables import nom_lieu
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.agir.saisir import champs
from pages.agir.saisir.brouillon import Brouillon
from pages.interface import recherche, refus, territoire_choisi
from pages.interface.texte import brut

CHAMP = "lieux"
_ADMIS = frozenset(niveau.value for niveau in NiveauLieu)


def poser(brouillon: Brouillon) -> None:
    """Lieux choisis, recherche, point."""
    lieux: list[tuple[str, str]] = brouillon.champs[CHAMP]
    for niveau, code in lieux:
        st.button(
            f"{brut(nom_lieu(niveau, code))} ({NOMS_NIVEAUX[niveau][0]})",
            icon=":material/close:",
            key=f"{brouillon.cle_widget(CHAMP)}.{niveau}.{code}",
            help="Retirer ce lieu",
            on_click=_retirer,
            args=(brouillon, niveau, code),
        )
    if not lieux:
        st.caption("Sans lieu, l'action est placée au siège de la maison.")
    refus.faute(brouillon.faute(CHAMP))
    _chercher(brouillon)
    with st.expander("Un point précis (longitude, latitude)"):
        gauche, droite = st.columns(2)
        with gauche:
            champs.texte(brouillon, "lon", "Longitude, en degrés", placeholder="-1,6778")
        with droite:
            champs.texte(brouillon, "lat", "Latitude, en degrés", placeholder="48,1173")


@st.fragment
def _chercher(brouillon: Brouillon) -> None:
    titre, cle = "Ajouter une commune, une intercommunalité ou une zone d'emploi", brouillon.cle_widget(CHAMP)
    for lieu in territoire_choisi.trouver(recherche.champ(titre, key=f"{cle}.recherche"), 6, _ADMIS):
        if st.button(
            f"{brut(lieu.libelle)} ({NOMS_NIVEAUX[lieu.genre][0]})",
            icon=":material/add:",
            key=f"{cle}.ajouter.{lieu.genre}.{lieu.code}",
            on_click=_ajouter,
            args=(brouillon, lieu.genre, lieu.code),
            disabled=(lieu.genre, lieu.code) in brouillon.champs[CHAMP],
        ):
            st.rerun()


def _ajouter(brouillon: Brouillon, niveau: str, code: str) -> None:
    if (niveau, code) not in brouillon.champs[CHAMP]:
        brouillon.champs[CHAMP] = [*brouillon.champs[CHAMP], (niveau, code)]


def _retirer(brouillon: Brouillon, niveau: str, code: str) -> None:
    brouillon.champs[CHAMP] = [lieu for lieu in brouillon.champs[CHAMP] if lieu != (niveau, code)]
