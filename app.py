"""Entrée de l'Atlas (« streamlit run app.py ») : le serveur, son habillage et sa mise en route."""

from __future__ import annotations

import streamlit as st

from pages.cadre import incident
from pages.cadre.routes import ROUTES
from pages.cadre.serveur import INTERMEDIAIRES, mise_en_route

app = st.App(
    "pages/cadre/navigation.py",
    lifespan=mise_en_route,
    routes=ROUTES,
    middleware=INTERMEDIAIRES,
    on_script_error=incident.montrer,
)
