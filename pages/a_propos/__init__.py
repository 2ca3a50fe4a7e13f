"""À propos : méthode, données, accessibilité.

Sait : d'où viennent les chiffres et comment ils sont faits.
Ignore : le territoire du lecteur.
"""
