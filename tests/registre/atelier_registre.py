"""Ce qu'il faut pour éprouver le registre : des personnes, une saisie valable, une action."""

from __future__ import annotations

import csv
import io
from typing import Any

from donnees.registre import echanges, services
from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Role
from donnees.registre.echanges import Bilan, Rapport
from donnees.registre.echanges.colonnes import COLONNES
from donnees.registre.echanges.lignes import encoder, textes
from donnees.registre.services import Entree, Fiche, FicheContribution

MAISON, AUTRE = "35238-1", "02408-1"
ADMIN = Identite("sujet-admin", "Administration", Role.ADMINISTRATEUR)
CONTRIBUTRICE = Identite("sujet-contributrice", "Contributrice", Role.CONTRIBUTEUR, frozenset({MAISON}))
LECTEUR = Identite("sujet-lecteur", "Lecteur", Role.LECTEUR, frozenset({MAISON}))


def saisie(**champs: Any) -> dict[str, Any]:
    """Saisie complète et valable, modifiée par ``champs``."""
    return {
        "titre": "Forum des métiers du soin",
        "description": "Mise en relation des hôpitaux et des écoles.",
        "maison": MAISON,
        "theme": "gpect",
        "axe_2013": 1,
        "axes_2009": (2, 3),
        "role_maison": "coordination",
        "partenaires": [
            {"nom": "France Travail Bretagne", "nature": "france_travail", "role": "Présente les offres"},
            {"nom": "GRETA", "nature": "organisme_formation", "role": "Forme les stagiaires"},
        ],
        "pilote": "Service GPECT",
        "elu_nom": "Camille Durand",
        "elu_mandat": "Vice-présidente de la métropole",
        "public": "Demandeurs d'emploi",
        "lieux": [{"niveau": "commune", "code": "35238"}],
        "debut": "2026-03",
        "fin": "2027",
        "statut": "en_cours",
        "budget": "12000.50",
        "financeurs": [{"nature": "fse_plus", "nom": "", "montant": "6000"}],
        "etp": "1.25",
        "empechement": "Deux ateliers annulés,\nfaute de salle.",
        "source": "Plan d'actions 2026",
        "fiabilite": "A",
        **champs,
    }


def saisie_contribution(**champs: Any) -> dict[str, Any]:
    """Saisie de contribution complète et valable, modifiée par ``champs``."""
    return {
        "maison": MAISON,
        "niveau": "zone_emploi",
        "code": "5312",
        "question": "emploi.metiers",
        "organisme": "GRETA",
        "nature": "organisme_formation",
        "mandat": "Direction",
        "texte": "  Les entrées en formation baissent.\r\n\n\tVoir les sections sanitaires.\n",
        **champs,
    }


def saisie_maison(**champs: Any) -> dict[str, Any]:
    """Saisie de maison complète et valable, modifiée par ``champs``."""
    return {
        "nom": "Maison de l'emploi de Rennes",
        "statut": "active",
        "statut_date": "2026-03",
        "statut_source": "Site de la maison",
        "territoire": "Bassin rennais",
        "adresse": "1 place de la Mairie",
        "telephone": "02 99 00 00 00",
        "site": "https://mde.example",
        "perimetre": ["35238", "35047"],
        **champs,
    }


def ancien(octets: bytes) -> bytes:
    """Même fichier CSV, tel que l'écrivait un modèle d'avant les colonnes tardives."""
    tardives = {colonne.nom for colonne in COLONNES if colonne.tardive}
    lues = list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";"))
    sortie = io.StringIO(newline="")
    noms = [colonne.nom for colonne in COLONNES if colonne.nom not in tardives]
    redacteur = csv.DictWriter(sortie, noms, delimiter=";", extrasaction="ignore")
    redacteur.writeheader()
    redacteur.writerows(lues)
    return sortie.getvalue().encode()


def fichier(*lignes: tuple[str, dict[str, Any]]) -> bytes:
    """Fichier CSV d'import : une ligne par (clé, saisie valable)."""
    sortie = io.StringIO(newline="")
    redacteur = csv.writer(sortie, delimiter=";")
    redacteur.writerow(colonne.nom for colonne in COLONNES)
    redacteur.writerows(textes(cle, services.valider(brute)) for cle, brute in lignes)
    return sortie.getvalue().encode("utf-8-sig")


def cellules(*lignes: dict[str, str]) -> bytes:
    """Fichier CSV d'import dont chaque cellule est écrite à la main ; une cellule absente vient d'une ligne juste."""
    sortie = io.StringIO(newline="")
    redacteur = csv.DictWriter(sortie, [colonne.nom for colonne in COLONNES], delimiter=";")
    redacteur.writeheader()
    for rang, ligne in enumerate(lignes):
        redacteur.writerow(encoder(f"ligne-{rang}", services.valider(saisie())) | ligne)
    return sortie.getvalue().encode()


class Atelier:
    """Un registre et de quoi y écrire en une ligne."""

    def __init__(self, registre: Registre) -> None:
        self.registre = registre

    def creer(self, **champs: Any) -> Fiche:
        """Crée une action au nom de l'administration."""
        return services.creer(self.registre, ADMIN, saisie(**champs))

    def modifier(self, fiche: Fiche, **champs: Any) -> Fiche:
        """Modifie une action lue, au nom de l'administration."""
        return services.modifier(self.registre, ADMIN, fiche.cle, fiche.version, saisie(**champs))

    def lire(self, cle: str) -> Fiche:
        """Relit une action."""
        return services.lire(self.registre, ADMIN, cle)

    def contribuer(self, version: int = 0, **champs: Any) -> FicheContribution:
        """Enregistre une contribution au nom de l'administration."""
        return services.enregistrer_contribution(self.registre, ADMIN, version, saisie_contribution(**champs))

    def journal(self, cle: str) -> tuple[Entree, ...]:
        """Tout le journal d'une action, du plus ancien au plus récent."""
        return services.journal(self.registre, ADMIN, cle, 1, 10_000).entrees[::-1]

    def examiner(self, octets: bytes) -> Rapport:
        """Examine un fichier d'import, au nom de la contributrice."""
        return echanges.examiner(self.registre, CONTRIBUTRICE, octets)

    def importer(self, octets: bytes) -> Bilan:
        """Examine puis importe un fichier, au nom de la contributrice."""
        return echanges.importer(self.registre, CONTRIBUTRICE, self.examiner(octets))


def verdicts(rapport: Rapport) -> list[str]:
    """Verdict de chaque ligne examinée."""
    return [ligne.verdict.value for ligne in rapport.lignes]
