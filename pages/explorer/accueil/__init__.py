"""Accueil : où est ma maison ?

Sait : ouvrir la recherche, montrer les maisons, dire un bassin en trois phrases, dire la fraîcheur des données.
Ignore : les pages où elle mène.
"""
