"""Agir › Clause sociale."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Clause sociale", anchor=False)
pied()
