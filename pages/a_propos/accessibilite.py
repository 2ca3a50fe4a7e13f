"""À propos › Accessibilité et données personnelles."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.cadre.habillage import pied

TEXTE = Path(__file__).with_suffix(".md")

st.title("Accessibilité et données personnelles", anchor=False)
st.markdown(TEXTE.read_text(encoding="utf-8"))
pied()
