"""Comprendre › Commerces et création : où manque-t-il un commerce, que changerait une ouverture, que crée-t-on ici ?"""

from __future__ import annotations

from pages.cadre.habillage import pied
from pages.comprendre.commerces.acces import acces
from pages.comprendre.commerces.creations import creations
from pages.comprendre.commerces.ouverture import ouvrir
from pages.comprendre.commerces.tete import choisi, tete

territoire = choisi()
volet, phrase = tete(territoire)
{"acces": acces, "ouvrir": ouvrir, "creations": creations}[volet](territoire, phrase)
pied()
