"""Cartes folium : le fond local, la couche à géométrie servie, ce qui voyage.

Sait : colorier une répartition avec le moins d'octets possible, sans ressource d'un tiers.
Ignore : comment une valeur est obtenue, et la page qui montre la carte.
"""
