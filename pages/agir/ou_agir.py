"""Agir › Où agir."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Où agir", anchor=False)
pied()
