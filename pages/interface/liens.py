"""Liens que plusieurs pages posent : la fiche d'une action, la définition d'un indicateur."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.actions import annuaire
from geo.ecriture import formats
from pages.cadre import plan
from pages.interface.texte import brut

ACTIONS_MONTREES = 12


def action(libelle: str, cle: object) -> None:
    """Lien vers la fiche d'une action."""
    st.page_link(plan.PLAN_ACTIONS, label=libelle, query_params={"action": str(cle)})


def actions(table: pd.DataFrame, cle: str, suite: str = "") -> None:
    """Un lien par action, les premières seulement.

    Parameters
    ----------
    table : DataFrame
        Actions (`geo.actions.tables`).
    cle : str
        Clé du conteneur.
    suite : str
        Où lire les autres, dit après leur nombre.
    """
    with st.container(key=cle, gap="xsmall"):
        for _, fiche in table.head(ACTIONS_MONTREES).iterrows():
            lieu = f", {brut(fiche['ville'])}" if fiche["ville"] else ""
            action(f"{brut(fiche['titre'])}{lieu} ({annuaire.quand(fiche)})", fiche["action"])
        reste = len(table) - ACTIONS_MONTREES
        if reste > 0:
            st.caption(f"et {formats.nombre(reste)} autre{'s' if reste > 1 else ''}{suite}.")


def definition(libelle: str, identifiant: str) -> None:
    """Lien vers la fiche d'un indicateur, dans la méthode."""
    st.page_link(plan.METHODE, label=libelle, icon=":material/fact_check:", query_params={"fiche": identifiant})
