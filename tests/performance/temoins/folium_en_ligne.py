"""Témoin : folium simple, géométrie et style en ligne dans la page (sources Leaflet servies localement)."""

from __future__ import annotations

from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo.cartes.fond import CarteLocale
from pages.interface.ressources import ADRESSES
from tests.performance.temoins import commun

st.set_page_config(page_title="folium en ligne", layout="wide")
st.title("folium en ligne", anchor=False)
choix = commun.choisir()
quoi = commun.valeurs(choix)
couleurs = commun.teintes(quoi)


def style(trait: dict[str, Any]) -> dict[str, Any]:
    """Style d'une zone."""
    couleur = couleurs.get(trait["properties"]["code"], "#cccccc")
    return {"fillColor": couleur, "fillOpacity": 1, "color": "#ffffff", "weight": 0.6}


carte = CarteLocale(ADRESSES)
folium.GeoJson(commun.geojson(), style_function=style, tooltip=folium.GeoJsonTooltip(["nom"])).add_to(carte)
st_folium(carte, height=600, use_container_width=True, returned_objects=["last_object_clicked_tooltip"])
commun.fin(choix)
