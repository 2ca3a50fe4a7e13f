"""Comprendre › Commerces et création : où manque-t-il un commerce, que changerait une ouverture, que crée-t-on ici ?"""

from __future__ import annotations

from pages.interface.commerces_acces import acces
from pages.interface.commerces_creations import creations
from pages.interface.commerces_ouvrir import ouvrir
from pages.interface.commerces_tete import choisi, tete
from pages.interface.habillage import pied

territoire = choisi()
volet, phrase = tete(territoire)
{"acces": acces, "ouvrir": ouvrir, "creations": creations}[volet](territoire, phrase)
pied()
