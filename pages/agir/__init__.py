"""Agir : plan d'actions, où agir, clause sociale, saisie, registre.

Sait : ce que fait une maison, et ce qu'elle peut y écrire.
Ignore : le bilan d'une année : voir `pages.restituer`.
"""
