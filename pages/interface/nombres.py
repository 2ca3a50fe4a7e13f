"""Les grands nombres d'une page : chacun, ce qu'il compte, ce qui le précise."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.interface.texte import compose


def nombres(classe: str, cases: Iterable[tuple[str, str, str]]) -> None:
    """Une liste de nombres : (valeur, ce que c'est, précision), en texte brut ; ``classe`` les habille."""
    lignes = "".join(
        f"<li><strong>{compose(valeur)}</strong> <span>{compose(nom)}</span> <small>{compose(precision)}</small></li>"
        for valeur, nom, precision in cases
    )
    st.html(f'<ul class="{classe}">{lignes}</ul>')
