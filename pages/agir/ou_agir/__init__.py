"""Où agir : où le besoin est fort et les actions rares ?

Sait : choisir un thème, montrer la carte croisée, la liste et un territoire.
Ignore : la règle du croisement : voir `geo.besoins`.
"""
