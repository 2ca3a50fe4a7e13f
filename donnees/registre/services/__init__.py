"""Les services du registre : la seule façon de lire et d'écrire ; chacun vérifie les droits et tient le journal."""

from donnees.registre.services.acteurs import SaisieMaison, modifier_maison, modifier_partenaire
from donnees.registre.services.ecriture import archiver, creer, dupliquer, modifier
from donnees.registre.services.fiches import Entree, Fiche, FicheMaison, FicheSuivi
from donnees.registre.services.habilitations import habilitation, habilitations, habiliter, retirer
from donnees.registre.services.lecture import Filtre, journal, lire, lister, maisons, partenaires
from donnees.registre.services.lieux import touche
from donnees.registre.services.saisie import Saisie, valider
from donnees.registre.services.suivi import definir_suivi, detacher, rattacher, suivre
from donnees.registre.services.versions import version

__all__ = [
    "Entree",
    "Fiche",
    "FicheMaison",
    "FicheSuivi",
    "Filtre",
    "Saisie",
    "SaisieMaison",
    "archiver",
    "creer",
    "definir_suivi",
    "detacher",
    "dupliquer",
    "habilitation",
    "habilitations",
    "habiliter",
    "journal",
    "lire",
    "lister",
    "maisons",
    "modifier",
    "modifier_maison",
    "modifier_partenaire",
    "partenaires",
    "rattacher",
    "retirer",
    "suivre",
    "touche",
    "valider",
    "version",
]
