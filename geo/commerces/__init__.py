"""Commerces et création : accès aux commerces et services, effet d'une ouverture, créations, soutiens.

Sait : à quelle distance est le plus proche, et qui aide à créer.
Ignore : la route : les distances sont à vol d'oiseau.
"""
