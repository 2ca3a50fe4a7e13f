"""Comprendre › Secteurs et métiers."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Secteurs et métiers", anchor=False)
pied()
