"""Les services du registre : la seule façon de lire et d'écrire ; chacun vérifie les droits et tient le journal."""

from donnees.registre.services.ecriture import archiver, creer, dupliquer, modifier
from donnees.registre.services.fiches import Entree, Fiche, FicheMaison, FicheSuivi
from donnees.registre.services.lecture import Filtre, journal, lire, lister, maisons, partenaires, version
from donnees.registre.services.lieux import touche
from donnees.registre.services.saisie import Saisie, valider
from donnees.registre.services.suivi import definir_suivi, detacher, rattacher, suivre

__all__ = [
    "Entree",
    "Fiche",
    "FicheMaison",
    "FicheSuivi",
    "Filtre",
    "Saisie",
    "archiver",
    "creer",
    "definir_suivi",
    "detacher",
    "dupliquer",
    "journal",
    "lire",
    "lister",
    "maisons",
    "modifier",
    "partenaires",
    "rattacher",
    "suivre",
    "touche",
    "valider",
    "version",
]
