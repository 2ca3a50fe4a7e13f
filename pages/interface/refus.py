"""Dire à côté de ce qu'on a demandé ou tapé pourquoi cela ne va pas."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.interface.texte import brut


def faute(message: str) -> None:
    """Message d'erreur sous un champ, annoncé aux lecteurs d'écran ; vide, rien."""
    if message:
        st.html(f'<p class="atlas-faute" role="alert">{escape(message, quote=False)}</p>')


def action_inconnue(cle: str) -> None:
    """Le lien mène à une action qui n'existe pas."""
    st.title("Action inconnue", anchor=False)
    st.warning(f"Le lien demandait l'action « {brut(cle[:60])} », qui n'est pas au registre.")
