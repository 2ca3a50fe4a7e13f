"""Agir › Plan d'actions : que faisons-nous, avec qui, pour quel effet ?"""

from __future__ import annotations

import streamlit as st

from pages.agir.plan_actions import fiche, filtres, vues
from pages.cadre import plan
from pages.cadre.habillage import pied
from pages.interface import acces, adresse, partage, registre

MONTRER = {
    "liste": vues.liste,
    "calendrier": vues.calendrier_des_actions,
    "carte": vues.carte,
    "tableau": vues.tableau_des_actions,
}


def _liste() -> None:
    st.title("Plan d'actions", anchor=False)
    phrase = st.container()
    retenues, filtree = filtres.filtrer()
    phrase.write(vues.phrase(retenues))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        vue = adresse.choisir(st.segmented_control, "Voir en", "vue", vues.VUES, "liste")
        _commandes()
    if not retenues:
        _vide(filtree=filtree)
        return
    MONTRER[vue](retenues)
    with st.container(horizontal=True):
        vues.emporter(retenues)
        partage.barre(imprimer=True)


def _commandes() -> None:
    """Saisir et importer, pour qui le peut."""
    if not acces.ecrit_quelque_part():
        return
    if st.button("Saisir une action", icon=":material/add:", type="primary"):
        st.switch_page(plan.SAISIR)
    if st.button("Importer un fichier", icon=":material/upload_file:"):
        st.switch_page(plan.ECHANGER)


def _vide(*, filtree: bool) -> None:
    if registre.en_panne():
        st.warning("Le registre des actions ne répond pas. Rechargez la page dans un instant.")
    elif filtree:
        st.info("Aucune action ne répond à ces filtres : retirez-en un, ou élargissez la période.")
    else:
        st.info("Le registre est vide : une action dit qui fait quoi, où, avec qui, pour quel effet.")


if st.query_params.get("action"):
    fiche.afficher(st.query_params["action"])
else:
    _liste()
pied()
