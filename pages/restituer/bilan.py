"""Restituer › Bilan."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Bilan", anchor=False)
pied()
