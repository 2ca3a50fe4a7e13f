"""Cartes folium : le fond local, la couche à géométrie servie, ce qui voyage, les exports."""
