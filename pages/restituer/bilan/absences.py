"""Quand il n'y a pas de bilan à montrer : pourquoi, et par où commencer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from geo.actions import phrases
from geo.actions.bilan import Bilan
from pages.cadre import plan
from pages.interface import registre
from pages.interface.texte import brut

EXEMPLES = 6


def panne() -> None:
    """La base ne répond pas."""
    st.warning("Le registre ne répond pas : le bilan ne peut pas être établi. Réessayez dans quelques minutes.")


def aucune_maison(releve: registre.Releve) -> None:
    """Sans maison choisie : à quoi sert un bilan, et les maisons par où commencer."""
    st.info(
        "Choisissez une maison ci-dessus. Son bilan dit ce qu'elle a fait dans l'année, avec qui, avec quels moyens, "
        "pour quels résultats, et ce qui n'a pas pu se faire. Il s'imprime et se partage par son lien."
    )
    st.subheader("Les maisons qui ont le plus d'actions au registre", anchor=False)
    noms = releve.noms_maisons
    connues = Counter(fiche.maison for fiche in releve.fiches if fiche.maison in noms)
    with st.container(key="atlas-bilan-exemples"):
        for cle, nombre in sorted(connues.items(), key=lambda c: (-c[1], noms[str(c[0])]))[:EXEMPLES]:
            libelle = f"{brut(noms[str(cle)])} · {phrases.pluriel(nombre, 'action')}"
            st.page_link(plan.BILAN, label=libelle, query_params={"maison": str(cle)})


def aucune_action(bilan: Bilan, annees: Sequence[int]) -> None:
    """Aucune action cette année : dire où il y en a, ou comment en ajouter."""
    if not annees:
        sans = f" {phrases.reserves(bilan)[2]}" if bilan.sans_date else ""
        st.info(f"Le registre ne connaît aucune action datée de cette maison.{sans}")
        st.page_link(plan.PLAN_ACTIONS, label="Voir le plan d'actions", icon=":material/event_note:")
        return
    st.info(f"Aucune action de cette maison n'a couru en {bilan.annee}. Le registre en connaît pour ces années :")
    with st.container(horizontal=True, key="atlas-bilan-annees"):
        for annee in annees:
            parametres = {"maison": bilan.maison, "annee": str(annee)}
            st.page_link(plan.BILAN, label=f"Bilan {annee}", query_params=parametres)
