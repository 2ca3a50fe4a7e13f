"""Les tables du registre ; importer ce paquet les déclare toutes.

Sait : les colonnes, les contraintes et les liens.
Ignore : les droits et les phrases : c'est l'affaire des services.
"""

from donnees.registre.modeles.acteurs import Journal, Maison, MaisonCommune, Partenaire
from donnees.registre.modeles.actions import (
    Action,
    ActionAxe,
    ActionFinanceur,
    ActionLieu,
    ActionPartenaire,
    ActionStatut,
)
from donnees.registre.modeles.brouillons import Brouillon
from donnees.registre.modeles.connexions import ConnexionFermee
from donnees.registre.modeles.contributions import Contribution
from donnees.registre.modeles.habilitations import Habilitation, HabilitationMaison
from donnees.registre.modeles.socle import Base
from donnees.registre.modeles.suivi import LienTerritorial, Suivi, SuiviValeur

__all__ = [
    "Action",
    "ActionAxe",
    "ActionFinanceur",
    "ActionLieu",
    "ActionPartenaire",
    "ActionStatut",
    "Base",
    "Brouillon",
    "ConnexionFermee",
    "Contribution",
    "Habilitation",
    "HabilitationMaison",
    "Journal",
    "LienTerritorial",
    "Maison",
    "MaisonCommune",
    "Partenaire",
    "Suivi",
    "SuiviValeur",
]
