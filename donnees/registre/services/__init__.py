"""Les services du registre : la seule façon de lire et d'écrire ; chacun vérifie les droits et tient le journal.

Sait : ce qu'une personne peut faire, et le fait entier ou pas du tout.
Ignore : d'où vient la demande : écran, fichier ou commande.
"""

from donnees.registre.services.acteurs import SaisieMaison, modifier_maison, modifier_partenaire
from donnees.registre.services.brouillons import (
    BrouillonGarde,
    cle_contribution,
    garder_brouillon,
    oublier_brouillon,
    relire_brouillon,
)
from donnees.registre.services.connexions import connexion_fermee, fermer_connexion
from donnees.registre.services.contributions import (
    SaisieContribution,
    enregistrer_contribution,
    lister_contributions,
    retirer_contribution,
)
from donnees.registre.services.ecriture import archiver, creer, dupliquer, modifier
from donnees.registre.services.effacement import Apercu, Effacement, apercevoir, effacements, effacer
from donnees.registre.services.fiches import Entree, Fiche, FicheContribution, FicheMaison, FicheSuivi
from donnees.registre.services.habilitations import habilitation, habilitations, habiliter, retirer
from donnees.registre.services.journaux import (
    Tranche,
    journal,
    journal_contribution,
    journal_general,
    journal_maison,
    journal_partenaire,
)
from donnees.registre.services.lecture import Filtre, lire, lister, maisons, partenaires
from donnees.registre.services.lieux import touche
from donnees.registre.services.saisie import Saisie, valider
from donnees.registre.services.suivi import definir_suivi, detacher, rattacher, suivre
from donnees.registre.services.versions import version

__all__ = [
    "Apercu",
    "BrouillonGarde",
    "Effacement",
    "Entree",
    "Fiche",
    "FicheContribution",
    "FicheMaison",
    "FicheSuivi",
    "Filtre",
    "Saisie",
    "SaisieContribution",
    "SaisieMaison",
    "Tranche",
    "apercevoir",
    "archiver",
    "cle_contribution",
    "connexion_fermee",
    "creer",
    "definir_suivi",
    "detacher",
    "dupliquer",
    "effacements",
    "effacer",
    "enregistrer_contribution",
    "fermer_connexion",
    "garder_brouillon",
    "habilitation",
    "habilitations",
    "habiliter",
    "journal",
    "journal_contribution",
    "journal_general",
    "journal_maison",
    "journal_partenaire",
    "lire",
    "lister",
    "lister_contributions",
    "maisons",
    "modifier",
    "modifier_maison",
    "modifier_partenaire",
    "oublier_brouillon",
    "partenaires",
    "rattacher",
    "relire_brouillon",
    "retirer",
    "retirer_contribution",
    "suivre",
    "touche",
    "valider",
    "version",
]
