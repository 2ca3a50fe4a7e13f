"""Liens que plusieurs pages posent : une action, une maison, un portrait, la carte, une définition."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.actions import annuaire
from geo.ecriture import formats
from geo.mesures import comparaison
from geo.territoires import Territoire
from pages.cadre import plan
from pages.interface.texte import brut

ACTIONS_MONTREES = 12


def action(libelle: str, cle: object) -> None:
    """Lien vers la fiche d'une action."""
    st.page_link(plan.PLAN_ACTIONS, label=libelle, query_params={"action": str(cle)})


def actions(table: pd.DataFrame, cle: str, suite: str = "") -> None:
    """Un lien par action, les premières seulement ; ``suite`` dit où lire les autres, ``cle`` nomme le conteneur."""
    with st.container(key=cle, gap="xsmall"):
        for _, fiche in table.head(ACTIONS_MONTREES).iterrows():
            lieu = f", {brut(fiche['ville'])}" if fiche["ville"] else ""
            action(f"{brut(fiche['titre'])}{lieu} ({annuaire.quand(fiche)})", fiche["action"])
        reste = len(table) - ACTIONS_MONTREES
        if reste > 0:
            st.caption(f"et {formats.nombre(reste)} autre{'s' if reste > 1 else ''}{suite}.")


def maison(libelle: str, cle: object) -> None:
    """Lien vers la fiche d'une maison."""
    st.page_link(plan.MAISONS, label=libelle, query_params={"maison": str(cle)})


def portrait(libelle: str, icone: str = "description", **parametres: str) -> None:
    """Lien vers le portrait d'un territoire."""
    st.page_link(plan.TERRITOIRE, label=libelle, icon=f":material/{icone}:", query_params=parametres)


def carte(libelle: str, **parametres: str) -> None:
    """Lien vers la carte, réglée."""
    st.page_link(plan.CARTE, label=libelle, icon=":material/map:", query_params=parametres or None)


def sur_la_carte(territoire: Territoire, libelle: str = "Sur la carte", **parametres: str) -> None:
    """Lien vers la carte, cadrée sur ce territoire et qui le cerne."""
    carte(libelle, cerne=comparaison.ecrire([territoire]), **parametres)


def definition(libelle: str, identifiant: str) -> None:
    """Lien vers la fiche d'un indicateur, dans la méthode."""
    st.page_link(plan.METHODE, label=libelle, icon=":material/fact_check:", query_params={"fiche": identifiant})
