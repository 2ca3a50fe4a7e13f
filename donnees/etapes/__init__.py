"""Étapes de la construction : chacune prend l'atelier et y pose ses tables ou ses fichiers.

Sait : tirer des tables propres les composantes, les valeurs, les contours, les points.
Ignore : les fichiers bruts (voir `donnees.lecture`) et ce qu'on montrera.
"""
