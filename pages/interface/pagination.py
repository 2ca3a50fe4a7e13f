"""Feuilleter une longue liste."""

from __future__ import annotations

import math
from typing import Final

import streamlit as st

PAR_PAGE = 15
CLE: Final = "page"


def tranche(nombre: int, largeur: int | None = None) -> slice:
    """Rangs de la page choisie parmi ``nombre`` éléments ; le choix n'est posé que s'il y a plusieurs pages.

    L'adresse la dit : le lien copié et « Retour » rendent la même page de la liste.
    """
    pages = max(math.ceil(nombre / PAR_PAGE), 1)
    if pages == 1:
        return slice(0, PAR_PAGE)
    if st.session_state.get(CLE, 1) > pages:  # un filtre a raccourci la liste
        st.session_state[CLE] = pages
    page = int(
        st.number_input(f"Page (sur {pages})", 1, pages, key=CLE, width=largeur or "stretch", bind="query-params")
    )
    return slice((page - 1) * PAR_PAGE, page * PAR_PAGE)
