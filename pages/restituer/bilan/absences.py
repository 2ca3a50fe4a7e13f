"""Quand il n'y a pas de bilan à montrer : pourquoi, et par où commencer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from geo.actions import phrases, presence
from geo.actions.bilan import Bilan
from pages.cadre import plan, suivi
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
    if siennes := du_territoire(releve):
        st.subheader("Les maisons du territoire courant", anchor=False)
        _proposer(releve, siennes[:EXEMPLES], "territoire")
    st.subheader("Les maisons qui ont le plus d'actions au registre", anchor=False)
    noms, connues = releve.noms_maisons, _nombres(releve)
    _proposer(releve, sorted(connues, key=lambda cle: (-connues[cle], noms[cle]))[:EXEMPLES], "exemples")


def du_territoire(releve: registre.Releve) -> list[str]:
    """Maisons du registre, montrées d'office, qui siègent sur le territoire courant ; la plus active d'abord."""
    territoire, nombres = suivi.courant(), _nombres(releve)
    if territoire is None or territoire.niveau == "france":
        return []
    connues = releve.maisons[releve.maisons["par_defaut"]]
    ici = presence.maisons(connues, territoire.communes)["maison"].astype(str)
    return sorted(
        (cle for cle in ici if cle in releve.noms_maisons), key=lambda cle: (-nombres[cle], releve.noms_maisons[cle])
    )


def evidente(releve: registre.Releve) -> str:
    """La seule maison du territoire courant, ou la seule qui ait des actions (une antenne n'en a pas) ; vide sinon."""
    siennes, nombres = du_territoire(releve), _nombres(releve)
    actives = [cle for cle in siennes if nombres[cle]] or siennes
    return actives[0] if len(actives) == 1 else ""


def _nombres(releve: registre.Releve) -> Counter[str]:
    """Actions de chaque maison."""
    return Counter(fiche.maison for fiche in releve.fiches if fiche.maison and fiche.maison in releve.noms_maisons)


def _proposer(releve: registre.Releve, cles: Sequence[str], place: str) -> None:
    nombres = _nombres(releve)
    with st.container(key=f"atlas-bilan-{place}"):
        for cle in cles:
            combien = phrases.pluriel(nombres[cle], "action") if nombres[cle] else "aucune action"
            libelle = f"{brut(releve.noms_maisons[cle])} · {combien}"
            st.page_link(plan.BILAN, label=libelle, query_params={"maison": cle})


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
