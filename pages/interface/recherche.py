"""Le champ où l'on cherche : la réponse suit la frappe, sans Entrée."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

LETTRES_MAX = 80
LIEU = "Nom, code INSEE ou code postal"


def champ(
    titre: str,
    exemple: str = LIEU,
    *,
    emplacement: DeltaGenerator | None = None,
    maximum: int = LETTRES_MAX,
    **options: Any,  # noqa: ANN401 - celles de `st.text_input`
) -> str:
    """Texte cherché, rendu dès que la frappe s'arrête un quart de seconde ; ``exemple`` dit ce qui s'écrit là.

    Un champ dont dépend peu de chose se pose dans un ``st.fragment`` : la frappe ne rejoue alors que lui.
    """
    texte = (emplacement or st).text_input(
        titre, placeholder=exemple, max_chars=maximum, type="search", live=True, autocomplete="off", **options
    )
    return str(texte or "")


def cadre(nom: str) -> DeltaGenerator:
    """Cadre d'un champ et de ses réponses, un bouton chacune : Entrée y prend la première (`gestes/entree.js`)."""
    return st.container(key=f"entree-{nom}")


def repondre(texte: str) -> None:
    """Dit au navigateur à quel texte répondent les boutons qui suivent."""
    st.html(f'<span data-repond="{escape(texte.strip())}"></span>')
