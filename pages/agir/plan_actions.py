"""Agir › Plan d'actions : que faisons-nous, avec qui, pour quel effet ?"""

from __future__ import annotations

import streamlit as st

from pages.interface import acces, adresse, fiche_action, partage, plan, plan_filtres, plan_vues, registre
from pages.interface.habillage import pied

MONTRER = {
    "liste": plan_vues.liste,
    "calendrier": plan_vues.calendrier_des_actions,
    "carte": plan_vues.carte,
    "tableau": plan_vues.tableau_des_actions,
}


def _liste() -> None:
    st.title("Plan d'actions", anchor=False)
    phrase = st.container()
    retenues, filtree = plan_filtres.filtrer()
    phrase.write(plan_vues.phrase(retenues))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        vue = adresse.choisir(st.segmented_control, "Voir en", "vue", plan_vues.VUES, "liste")
        _commandes()
    if not retenues:
        _vide(filtree=filtree)
        return
    MONTRER[vue](retenues)
    with st.container(horizontal=True):
        plan_vues.emporter(retenues)
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
    fiche_action.afficher(st.query_params["action"])
else:
    _liste()
pied()
