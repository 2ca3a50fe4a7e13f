"""La carte d'un document : le territoire cerné, ce qui l'entoure en retrait, l'outre-mer en cartouches.

Sait : cadrer, colorer dans les classes de la carte à l'écran, nommer les villes.
Ignore : ce que la carte veut montrer.
"""

from geo.documents.dessin.cartes.ensemble import carte

__all__ = ["carte"]
