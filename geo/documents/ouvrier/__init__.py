"""L'ouvrier : un processus à côté du serveur, qui compose les documents un à un pendant que les pages répondent.

Sait : mettre en file, dire où en est chaque travail, borner la mémoire et le temps, s'arrêter sans travail.
Ignore : ce que contient un document.
"""

from geo.documents.ouvrier.atelier import Atelier, AtelierPlein, OuvrierPerdu
from geo.documents.ouvrier.travail import Travail

__all__ = ["Atelier", "AtelierPlein", "OuvrierPerdu", "Travail"]
