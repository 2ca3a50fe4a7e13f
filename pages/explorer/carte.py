"""Explorer › Carte : où sont les enjeux ?"""

from __future__ import annotations

from pages.interface import memoire
from pages.interface.exploration import explorer
from pages.interface.habillage import pied

memoire.restaurer()
explorer()
pied()
