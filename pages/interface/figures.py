"""Montrer une figure plotly : au thème de la page, avec nos réglages."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from geo.graphiques import style


def theme() -> style.Theme:
    """Thème de la page ; clair tant que le navigateur ne l'a pas dit."""
    return "dark" if st.context.theme.type == "dark" else "light"


def montrer(figure: go.Figure, cle: str) -> None:
    """Affiche une figure ; son image s'enregistre en PNG sous un nom qui dit ce qu'elle est."""
    st.plotly_chart(figure, theme=None, config=style.config(f"atlas-{cle}"), key=f"figure.{cle}")
