"""Agir › Saisir une action."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Saisir une action", anchor=False)
pied()
