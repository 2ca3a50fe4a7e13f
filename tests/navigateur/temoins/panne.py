"""Témoin : la page fautive, derrière le serveur de l'Atlas et son écran d'incident."""

from __future__ import annotations

import streamlit as st

from app import app as atlas

app = st.App("fautive.py", middleware=atlas._user_middleware, on_script_error=atlas._on_script_error)
