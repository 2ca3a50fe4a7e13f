"""Le serveur : ce qui entoure l'application, de la première demande reçue à la dernière réponse rendue.

Sait : quelles demandes entrent, sous quels entêtes elles sortent, si tout répond, ce qui se
compte et s'écrit au journal, et démarrer ou refuser de démarrer.
Ignore : ce que montrent les pages.
"""

from starlette.middleware import Middleware

from pages.cadre.serveur import legeres
from pages.cadre.serveur.arret import ArretClair
from pages.cadre.serveur.boucle import GardeLocale
from pages.cadre.serveur.compression import Compression
from pages.cadre.serveur.connexions import Connexions
from pages.cadre.serveur.demarrage import mise_en_route, prechauffer
from pages.cadre.serveur.depots import GardeDepots
from pages.cadre.serveur.entetes import Entetes
from pages.cadre.serveur.francisation import Francisation
from pages.cadre.serveur.messages import FiltreMessages
from pages.cadre.serveur.observation import Observation
from pages.cadre.serveur.origine import GardeOrigine
from pages.cadre.serveur.paquet import Paquet
from pages.cadre.serveur.portes import Portes

INTERMEDIAIRES = [
    Middleware(ArretClair),
    Middleware(Observation),
    Middleware(Entetes),
    Middleware(GardeOrigine),
    Middleware(GardeLocale),
    Middleware(FiltreMessages),
    Middleware(Portes),
    Middleware(GardeDepots),
    Middleware(Connexions),
    Middleware(Compression),
    Middleware(Francisation),
    Middleware(Paquet),
]
"""Du dehors vers l'application : tout refus porte les entêtes, et l'origine se juge avant que le cadre ne s'en mêle."""

__all__ = ["INTERMEDIAIRES", "legeres", "mise_en_route", "prechauffer"]
