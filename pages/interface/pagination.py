"""Feuilleter une longue liste."""

from __future__ import annotations

import math

import streamlit as st

PAR_PAGE = 15


def tranche(nombre: int, largeur: int | None = None) -> slice:
    """Rangs de la page choisie parmi ``nombre`` éléments ; le choix n'est posé que s'il y a plusieurs pages."""
    pages = max(math.ceil(nombre / PAR_PAGE), 1)
    page = int(st.number_input(f"Page (sur {pages})", 1, pages, 1, width=largeur or "stretch")) if pages > 1 else 1
    return slice((page - 1) * PAR_PAGE, page * PAR_PAGE)
