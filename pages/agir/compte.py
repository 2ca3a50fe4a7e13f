"""Agir › Mon accès."""

from __future__ import annotations

import streamlit as st

from pages.interface.habillage import pied

st.title("Mon accès", anchor=False)
pied()
