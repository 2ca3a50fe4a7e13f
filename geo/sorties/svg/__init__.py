"""De petites cartes en SVG, écrites dans la page qui les montre : ni script, ni image à charger.

Sait : placer un contour sur une petite grille, cadrer un territoire ou le pays, colorer dans les classes de l'écran.
Ignore : la page, son thème (les classes CSS le disent) et ce que la carte veut prouver.
"""

from geo.sorties.svg.repartition import CarteChiffree, colorer
from geo.sorties.svg.situation import situer

__all__ = ["CarteChiffree", "colorer", "situer"]
