"""Comprendre › Commerces et création."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Commerces et création", anchor=False)
pied()
