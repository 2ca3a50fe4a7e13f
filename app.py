"""Entrée de l'Atlas (« streamlit run app.py ») : le serveur, son habillage et sa mise en route."""

from __future__ import annotations

from pages.cadre import entree

entree.fermer()  # rien ne s'accepte avant d'être prêt : le reste met des secondes à se charger

import streamlit as st  # noqa: E402 - après la fermeture de l'entrée

from pages.cadre import incident  # noqa: E402 - après la fermeture de l'entrée
from pages.cadre.routes import ROUTES  # noqa: E402 - après la fermeture de l'entrée
from pages.cadre.serveur import INTERMEDIAIRES, mise_en_route  # noqa: E402 - après la fermeture de l'entrée

app = st.App(
    "pages/cadre/navigation.py",
    lifespan=mise_en_route,
    routes=ROUTES,
    middleware=INTERMEDIAIRES,
    on_script_error=incident.montrer,
)
