"""Comprendre › Économie verte."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Économie verte", anchor=False)
pied()
