"""Étapes de la construction : chacune prend l'atelier et y pose ses tables ou ses fichiers."""
