"""La réserve : ce qui ne dépend que de la demande se calcule une fois, et sert à tous les lecteurs du processus.

Sait : garder le résultat d'une fonction pure, par ses arguments, dans une place bornée en octets.
Ignore : qui demande. Rien de ce qui dépend d'un lecteur, de ses droits ou de l'heure n'y entre ; ce qui lit le
registre y entre avec la version qu'il a lue, donnée en argument.
"""

from geo.reserve.place import gardee, peser, poids, vider

__all__ = ["gardee", "peser", "poids", "vider"]
