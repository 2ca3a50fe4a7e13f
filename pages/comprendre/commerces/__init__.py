"""Commerces et création : à quelle distance, et qui aide à créer ?

Sait : choisir un type de commerce, montrer l'accès, simuler une ouverture.
Ignore : les distances : voir `geo.commerces`.
"""
