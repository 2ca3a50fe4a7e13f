"""Explorer › Carte : où sont les enjeux ?"""

from __future__ import annotations

from pages.cadre.habillage import pied
from pages.carte import memoire
from pages.carte.exploration import explorer

memoire.restaurer()
explorer()
pied()
