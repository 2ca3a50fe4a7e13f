"""La feuille : la page telle qu'elle s'imprime, tableaux entiers, volets ouverts, figures à la largeur de l'A4.

« Imprimer » y fait passer la page, et elle seule ; le navigateur imprime dès qu'elle est prête, puis y met fin.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_PAGE = "feuille.page"
LIGNES_MAX = 320
"""Lignes d'un tableau imprimé, assez pour les 306 zones ; au-delà, la feuille renvoie au fichier."""


def en_cours() -> bool:
    """Vrai quand la page se montre telle qu'elle s'imprime."""
    return st.session_state.get(_PAGE) == _ici()


def theme() -> str | None:
    """Thème de la page, clair sur le papier ; None tant que le navigateur ne l'a pas dit."""
    return "light" if en_cours() else st.context.theme.type


def bouton() -> None:
    """« Imprimer » ; la page est alors rejouée en feuille, quel que soit le fragment qui porte le bouton."""
    if en_cours():
        _bandeau()
    elif st.button("Imprimer", icon=":material/print:", key="feuille.imprimer"):
        st.session_state[_PAGE] = _ici()
        st.rerun()


@st.fragment
def volet(libelle: str, cle: str, composer: Callable[[], None], *, icone: str | None = None) -> None:
    """Volet replié à l'écran, dont rien n'est calculé ni envoyé avant qu'on l'ouvre ; ouvert sur la feuille.

    Parameters
    ----------
    cle : str
        Ce qui distingue ce volet des autres de la page.
    composer : callable
        Ce qui montre son contenu.
    """
    if en_cours():
        with st.expander(libelle, expanded=True, icon=icone):
            composer()
        return
    replie = st.expander(libelle, key=f"volet.{cle}", icon=icone, on_change="rerun")
    if replie.open:
        with replie:
            composer()


def _ici() -> str:
    return (st.context.url or "").split("?")[0] or "page"


def _bandeau() -> None:
    """Ce qui se passe, et comment en sortir ; le geste du navigateur imprime, puis touche « Revenir »."""
    with st.container(horizontal=True, key="feuille-bandeau", vertical_alignment="center"):
        st.html(
            '<div class="atlas-feuille" data-feuille>'
            '<span role="status">La feuille se prépare, puis s’imprime.</span> '
            '<button type="button" data-geste="imprimer">Imprimer maintenant</button></div>'
        )
        if st.button("Revenir à l'écran", key="feuille.revenir"):
            del st.session_state[_PAGE]
            st.rerun()
