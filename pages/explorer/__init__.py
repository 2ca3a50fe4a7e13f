"""Explorer : accueil, carte, annuaire des maisons.

Sait : trouver un lieu et s'y rendre.
Ignore : détailler un territoire : voir `pages.comprendre`.
"""
