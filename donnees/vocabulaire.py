"""Les mots du registre : listes fermées, leurs libellés leurs textes (arrêté de 2013, cahier de 2009)."""

from __future__ import annotations

from enum import StrEnum


class Theme(StrEnum):
    """Thèmes d'action, les mêmes que dans la table produite ``actions``."""

    CREATION_REPRISE = "creation_reprise"
    COMMERCE_PROXIMITE = "commerce_proximite"
    ECONOMIE_VERTE = "economie_verte"
    CLAUSE_SOCIALE = "clause_sociale"
    RSE = "rse"
    GPECT = "gpect"
    FORUM_EMPLOI = "forum_emploi"
    ACCUEIL_ORIENTATION = "accueil_orientation"


class RoleMaison(StrEnum):
    """Ce que fait la maison : elle coordonne et fait circuler l'information, jamais une offre propre."""

    COORDINATION = "coordination"
    ANIMATION = "animation"
    INFORMATION = "information"
    MISE_EN_RELATION = "mise_en_relation"
    OBSERVATION = "observation"
    APPUI_INGENIERIE = "appui_ingenierie"


class NaturePartenaire(StrEnum):
    """Ce qu'est un partenaire."""

    ETAT = "etat"
    REGION = "region"
    EPCI = "epci"
    COMMUNE = "commune"
    FRANCE_TRAVAIL = "france_travail"
    MISSION_LOCALE = "mission_locale"
    BRANCHE = "branche"
    CHAMBRE_CONSULAIRE = "chambre_consulaire"
    ENTREPRISE = "entreprise"
    ASSOCIATION = "association"
    ORGANISME_FORMATION = "organisme_formation"


class NatureFinanceur(StrEnum):
    """D'où vient l'argent d'une action."""

    ETAT = "etat"
    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"
    COMMUNE = "commune"
    FSE_PLUS = "fse_plus"
    ENTREPRISE = "entreprise"
    AUTRE = "autre"


class StatutAction(StrEnum):
    """Où en est une action ; ``non_precise`` ne vaut que pour les actions reprises de sources publiques."""

    PREVUE = "prevue"
    EN_COURS = "en_cours"
    SUSPENDUE = "suspendue"
    TERMINEE = "terminee"
    ABANDONNEE = "abandonnee"
    NON_PRECISE = "non_precise"


class NiveauLieu(StrEnum):
    """Mailles où une action peut se dérouler."""

    COMMUNE = "commune"
    EPCI = "epci"
    ZONE_EMPLOI = "zone_emploi"


class NiveauTerritoire(StrEnum):
    """Ce dont un diagnostic peut parler : un territoire publié, ou un périmètre composé de communes."""

    FRANCE = "france"
    REGION = "region"
    DEPARTEMENT = "departement"
    ZONE_EMPLOI = "zone_emploi"
    EPCI = "epci"
    COMMUNE = "commune"
    PERIMETRE = "perimetre"


class Sens(StrEnum):
    """Ce que l'action veut obtenir d'un indicateur territorial."""

    HAUSSE = "hausse"
    BAISSE = "baisse"


class Fiabilite(StrEnum):
    """Fiabilité d'une source : A lieu nommé, B lieu déduit, C simple mention."""

    A = "A"
    B = "B"
    C = "C"


AXES_2013 = {1: "Anticiper les mutations économiques", 2: "Développement local de l'emploi"}
AXES_2009 = {
    1: "Stratégie territoriale partagée",
    2: "Anticipation des mutations économiques",
    3: "Développement de l'emploi local",
    4: "Réduction des obstacles culturels ou sociaux",
}
LIBELLES_THEMES = {
    Theme.CREATION_REPRISE: "Création et reprise d'entreprises",
    Theme.COMMERCE_PROXIMITE: "Commerces et services de proximité",
    Theme.ECONOMIE_VERTE: "Économie verte (Grenelle)",
    Theme.CLAUSE_SOCIALE: "Clause sociale",
    Theme.RSE: "Responsabilité sociale des entreprises",
    Theme.GPECT: "GPEC territoriale et branches professionnelles",
    Theme.FORUM_EMPLOI: "Forum et recrutement",
    Theme.ACCUEIL_ORIENTATION: "Accueil et orientation",
}
LIBELLES_ROLES = {
    RoleMaison.COORDINATION: "Coordonne les partenaires",
    RoleMaison.ANIMATION: "Anime la concertation",
    RoleMaison.INFORMATION: "Fait circuler l'information",
    RoleMaison.MISE_EN_RELATION: "Met en relation",
    RoleMaison.OBSERVATION: "Observe et partage le diagnostic",
    RoleMaison.APPUI_INGENIERIE: "Appuie le montage du projet",
}
LIBELLES_PARTENAIRES = {
    NaturePartenaire.ETAT: "État",
    NaturePartenaire.REGION: "Région",
    NaturePartenaire.EPCI: "Intercommunalité",
    NaturePartenaire.COMMUNE: "Commune",
    NaturePartenaire.FRANCE_TRAVAIL: "France Travail",
    NaturePartenaire.MISSION_LOCALE: "Mission locale",
    NaturePartenaire.BRANCHE: "Branche professionnelle",
    NaturePartenaire.CHAMBRE_CONSULAIRE: "Chambre consulaire",
    NaturePartenaire.ENTREPRISE: "Entreprise",
    NaturePartenaire.ASSOCIATION: "Association",
    NaturePartenaire.ORGANISME_FORMATION: "Organisme de formation",
}
LIBELLES_FINANCEURS = {
    NatureFinanceur.ETAT: "État",
    NatureFinanceur.REGION: "Région",
    NatureFinanceur.DEPARTEMENT: "Département",
    NatureFinanceur.EPCI: "Intercommunalité",
    NatureFinanceur.COMMUNE: "Commune",
    NatureFinanceur.FSE_PLUS: "Fonds social européen (FSE+)",
    NatureFinanceur.ENTREPRISE: "Entreprise",
    NatureFinanceur.AUTRE: "Autre",
}
LIBELLES_STATUTS = {
    StatutAction.PREVUE: "Prévue",
    StatutAction.EN_COURS: "En cours",
    StatutAction.SUSPENDUE: "Suspendue",
    StatutAction.TERMINEE: "Terminée",
    StatutAction.ABANDONNEE: "Abandonnée",
    StatutAction.NON_PRECISE: "Non précisé",
}
LIBELLES_FIABILITE = {Fiabilite.A: "Lieu nommé", Fiabilite.B: "Lieu déduit", Fiabilite.C: "Simple mention"}
LIBELLES_SENS = {Sens.HAUSSE: "Hausse attendue", Sens.BAISSE: "Baisse attendue"}
LIBELLES_SIAE = {
    "ACI": "Atelier et chantier d'insertion",
    "EI": "Entreprise d'insertion",
    "AI": "Association intermédiaire",
    "ETTI": "Entreprise de travail temporaire d'insertion",
}
