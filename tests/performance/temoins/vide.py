"""Témoin : une page Streamlit vide (un titre, une liste)."""

from __future__ import annotations

import streamlit as st

LIBELLES = ("Taux de chômage localisé", "Revenu médian", "Taux de pauvreté", "Taux d'emploi", "Emploi privé")

st.set_page_config(page_title="Page vide", layout="wide")
st.title("Page vide", anchor=False)
choix = st.selectbox("Indicateur", LIBELLES)
st.caption(f"fin {choix}")
