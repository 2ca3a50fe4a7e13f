"""Ce qui agit sur un territoire : maisons, actions, réseaux et programmes relevés."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.actions import annuaire
from geo.actions import presence as releve
from geo.territoires import Territoire
from pages.cadre import plan
from pages.interface import liens, registre, territoire_choisi
from pages.interface.territoire_choisi import cle
from pages.interface.texte import brut

MONTREES = 12
ACTIONS_PAR_THEME = 3


def presence(territoire: Territoire) -> None:
    """Maisons et actions dont la commune est dans le territoire ; dit ce qui manque."""
    _presence(territoire, registre.jeton())


@st.cache_data(show_spinner=False, max_entries=512, hash_funcs={Territoire: cle})
def _presence(territoire: Territoire, version: str) -> None:
    """Composée une fois par version du registre : Streamlit la rejoue pour les autres lecteurs."""
    contenu = registre.releve(version)
    maisons = releve.maisons(contenu.maisons, territoire.communes)
    actions = releve.actions(contenu.actions, territoire.communes)
    st.header("Maisons et actions relevées", anchor=False)
    if maisons.empty and actions.empty:
        st.info(
            "Aucune maison ni action n'a été relevée ici dans une source publique. "
            "Une maison dont le siège est ailleurs peut couvrir ce territoire : voyez la carte."
        )
        return
    gauche, droite = st.columns([2, 3], gap="large")
    with gauche, st.container(key="presence-maisons"):
        _maisons(maisons, territoire)
    with droite:
        _actions(actions, territoire)


def _maisons(maisons: pd.DataFrame, territoire: Territoire) -> None:
    st.subheader(f"Maisons relevées sur ce territoire ({len(maisons)})", anchor=False)
    for maison in maisons.head(MONTREES).itertuples():
        liens.maison(brut(f"{maison.nom} ({maison.ville})"), maison.maison)
    if len(maisons) > MONTREES:
        autres = len(maisons) - MONTREES
        st.page_link(
            plan.MAISONS, label=f"Voir les {autres} autres", query_params=territoire_choisi.parametres(territoire)
        )


def _actions(actions: pd.DataFrame, territoire: Territoire) -> None:
    st.subheader(f"Actions connues ({len(actions)})", anchor=False)
    with st.container(key="presence-actions"):
        for theme, groupe in actions.groupby("theme_libelle", sort=True):
            st.write(f"**{brut(theme)}** ({len(groupe)})")
            for _, action in groupe.head(ACTIONS_PAR_THEME).iterrows():
                libelle = f"{brut(action['titre'])}, {annuaire.quand(action)} ({brut(action['ville'])})"
                liens.action(libelle, action["action"])
    parametres = territoire_choisi.parametres(territoire)
    with st.container(horizontal=True, key="consigne-presence"):
        st.page_link(plan.PLAN_ACTIONS, label="Toutes, en plan d'actions", query_params=parametres)
        st.page_link(plan.OU_AGIR, label="Où agir : besoin et actions, thème par thème", query_params=parametres)
