"""Ce qu'il faut pour éprouver le registre : des personnes, une saisie valable, une action."""

from __future__ import annotations

from typing import Any

from donnees.registre import services
from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Role
from donnees.registre.services import Fiche

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
        "source": "Plan d'actions 2026",
        "fiabilite": "A",
        **champs,
    }


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
