"""La carte folium dans Streamlit : géométrie servie une fois, état léger, clic rendu à la session."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo import points
from geo.cartes.etat import Habillage, Reglages, etat_carte, etat_neutre
from geo.cartes.fond import CarteLocale, CoucheEtat
from geo.indicateurs import Repartition
from pages.interface import memoire, plan
from pages.interface.etat_carte import EtatCarte
from pages.interface.ressources import ADRESSES

HAUTEUR = 600
_CLIC = "last_object_clicked_tooltip"
_TRAITE = "carte.clic"


def afficher(quoi: Repartition, etat: EtatCarte) -> None:
    """Montre la carte d'une répartition ; un clic choisit le territoire ou ouvre la fiche d'une maison."""
    habillage = Habillage(
        selection=etat.territoire,
        couches=_couches(etat),
        plan=etat.plan,
        theme=st.context.theme.type,
    )
    reglages = Reglages(etat.methode, etat.classes, etat.seuils)
    _montrer(CarteLocale(ADRESSES, memoire.vue_du_lien()), etat_carte(quoi, reglages, habillage), "carte")


def _couches(etat: EtatCarte) -> list[dict[str, object]]:
    return points.couches(
        maisons=etat.maisons,
        fiabilite=etat.fiabilite,
        actions=etat.actions,
        annees=etat.annees,
        reseaux=etat.reseaux,
        programmes=etat.programmes,
    )


def _noter_clic(cle: str) -> None:
    """Lit « genre:code#n » rendu par la carte ; le compteur évite de traiter deux fois le même clic."""
    brut = (st.session_state.get(cle) or {}).get(_CLIC)
    if not isinstance(brut, str) or brut == st.session_state.get(_TRAITE):
        return
    st.session_state[_TRAITE] = brut
    genre, _, code = brut.partition("#")[0].partition(":")
    if genre == "territoire":
        memoire.changer(territoire="" if code == memoire.etat().territoire else code)
    elif genre == "maison":
        st.session_state["carte.maison"] = code


def afficher_maisons(identifiants: list[str]) -> None:
    """Carte de l'annuaire : les maisons retenues sur un fond neutre."""
    fichier = points.fichier("maisons", "maisons")
    couche = {"groupe": "maisons", "url": fichier, "filtre": {"maison": identifiants}}
    habillage = Habillage(couches=[couche], theme=st.context.theme.type)
    _montrer(CarteLocale(ADRESSES), etat_neutre(habillage), "annuaire")


def _montrer(carte: CarteLocale, etat: dict[str, Any], cle: str) -> None:
    """Pose la carte et son état ; ouvre la fiche de la maison demandée."""
    st_folium(
        carte,
        key=cle,
        height=HAUTEUR,
        width=None,
        use_container_width=True,
        returned_objects=[_CLIC],
        feature_group_to_add=CoucheEtat(etat),
        on_change=lambda: _noter_clic(cle),
    )
    maison = st.session_state.pop("carte.maison", None)
    if maison:
        st.switch_page(plan.MAISONS, query_params={"maison": maison})
