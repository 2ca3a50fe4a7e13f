"""Témoin : plotly, choroplèthe sur GeoJSON."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from tests.performance.temoins import commun

st.set_page_config(page_title="plotly", layout="wide")
st.title("plotly", anchor=False)
choix = commun.choisir()
repartition = commun.valeurs(choix)
figure = go.Figure(
    go.Choroplethmap(
        geojson=commun.geojson("horaire"),
        featureidkey="properties.code",
        locations=list(repartition.codes),
        z=list(repartition.valeurs),
        text=list(repartition.libelles),
        marker_line_color="#ffffff",
        marker_line_width=0.6,
        colorscale="OrRd",
    )
)
figure.update_layout(map={"style": "white-bg", "center": {"lat": 46.6, "lon": 2.4}, "zoom": 4.6})
figure.update_layout(height=600, margin={"l": 0, "r": 0, "t": 0, "b": 0}, uirevision="carte")
st.plotly_chart(figure, key="carte", width="stretch")
commun.fin(choix)
