"""Témoin : la même page vide, derrière le serveur de l'Atlas (mise en route et intermédiaires)."""

from __future__ import annotations

import streamlit as st

from pages.cadre.serveur import INTERMEDIAIRES, mise_en_route

app = st.App("vide.py", lifespan=mise_en_route, middleware=INTERMEDIAIRES)
