"""Agir › Importer des actions."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Importer des actions", anchor=False)
pied()
