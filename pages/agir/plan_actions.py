"""Agir › Plan d'actions."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Plan d'actions", anchor=False)
pied()
