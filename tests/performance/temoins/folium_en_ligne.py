"""Témoin : folium simple, géométrie et style en ligne dans la page (sources Leaflet servies localement)."""

from __future__ import annotations

from typing import Any

import folium
import streamlit as st
import streamlit.components.v1 as components
import xstatic.pkg.leaflet
from streamlit_folium import st_folium

from tests.performance.temoins import commun

LEAFLET = f"../{components.declare_component('leaflet', path=xstatic.pkg.leaflet.BASE_DIR).name}"


class CarteSimple(folium.Map):
    """Carte folium ordinaire, dont Leaflet ne vient pas d'un CDN."""

    default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]  # noqa: RUF012 - attribut de folium
    default_css = [("leaflet_css", f"{LEAFLET}/leaflet.css")]  # noqa: RUF012 - attribut de folium


st.set_page_config(page_title="folium en ligne", layout="wide")
st.title("folium en ligne", anchor=False)
choix = commun.choisir()
repartition = commun.valeurs(choix)
couleurs = commun.teintes(repartition)


def style(trait: dict[str, Any]) -> dict[str, Any]:
    """Style d'une zone."""
    couleur = couleurs.get(trait["properties"]["code"], "#cccccc")
    return {"fillColor": couleur, "fillOpacity": 1, "color": "#ffffff", "weight": 0.6}


carte = CarteSimple(location=(46.6, 2.4), zoom_start=5, tiles=None)
folium.GeoJson(commun.geojson(), style_function=style, tooltip=folium.GeoJsonTooltip(["nom"])).add_to(carte)
st_folium(carte, height=600, use_container_width=True, returned_objects=["last_object_clicked_tooltip"])
commun.fin(choix)
