"""Les diapositives : un document dit à des élus, douze au plus, à modifier dans PowerPoint ou LibreOffice.

Sait : choisir les blocs déclarés, remplir le masque, écrire graphiques et tableaux natifs, couper ce qui déborde.
Ignore : le contenu des sections, et comment se dessine une carte.
"""

from geo.documents.diapositives.ecriture import ecrire

__all__ = ["ecrire"]
