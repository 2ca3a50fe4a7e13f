"""Restituer : ce qu'une maison remet à d'autres.

Sait : mettre en page ce que le registre et les mesures disent.
Ignore : modifier le registre.
"""
