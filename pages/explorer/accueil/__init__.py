"""Accueil : où est ma maison ?

Sait : chercher un lieu, montrer la carte, dire la fraîcheur des données.
Ignore : les pages où elle mène.
"""
