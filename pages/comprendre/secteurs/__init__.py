"""Secteurs et métiers : que devons-nous anticiper ?

Sait : choisir une zone et une référence, ouvrir cinq vues.
Ignore : les quotients et le décalage : voir `geo.secteurs`.
"""
