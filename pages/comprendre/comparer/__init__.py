"""Comparer : qui nous ressemble, en quoi différons-nous ?

Sait : choisir des territoires et les mettre côte à côte.
Ignore : la ressemblance : voir `geo.comparables`.
"""
