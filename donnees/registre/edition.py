"""L'écriture est-elle ouverte ? Rien de configuré : lecture seule ; jamais d'édition sans compte hors de la machine."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from enum import StrEnum

from donnees.registre.droits import Identite, Role
from donnees.registre.erreurs import EditionRefusee

VARIABLE = "ATLAS_EDITION_LOCALE"
IDENTITE_LOCALE = Identite("local", "Édition locale", Role.ADMINISTRATEUR)


class Mode(StrEnum):
    """Modes d'édition de l'application."""

    LECTURE_SEULE = "lecture_seule"
    LOCALE = "locale"
    CONNEXION = "connexion"


def est_boucle_locale(ecoute: str | None) -> bool:
    """Dit si l'adresse d'écoute n'est joignable que de la machine ; vide ou absente veut dire « toutes »."""
    texte = (ecoute or "").strip().strip("[]")
    if texte.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(texte).is_loopback
    except ValueError:
        return False


def mode(environnement: Mapping[str, str], ecoute: str | None, *, connexion_configuree: bool) -> Mode:
    """Rend le mode d'édition, ou refuse de démarrer.

    Parameters
    ----------
    environnement : mapping
        Variables d'environnement ; ``ATLAS_EDITION_LOCALE=1`` ouvre l'édition sans compte.
    ecoute : str or None
        Adresse d'écoute du serveur (``server.address`` de Streamlit).
    connexion_configuree : bool
        Vrai si un fournisseur d'identité est configuré.

    Raises
    ------
    EditionRefusee
        Édition locale demandée alors que le serveur est joignable d'ailleurs, que la connexion est configurée, ou
        que la variable n'est ni vide, ni 0, ni 1.
    """
    valeur = environnement.get(VARIABLE, "").strip()
    if valeur not in {"", "0", "1"}:
        raise EditionRefusee(f"{VARIABLE} vaut « {valeur} » ; attendu 1 (édition locale), 0 ou rien.")
    if valeur != "1":
        return Mode.CONNEXION if connexion_configuree else Mode.LECTURE_SEULE
    if connexion_configuree:
        raise EditionRefusee(f"{VARIABLE}=1 court-circuiterait la connexion configurée : retirer l'une des deux.")
    if not est_boucle_locale(ecoute):
        raise EditionRefusee(
            f"{VARIABLE}=1 ouvre l'écriture sans compte, mais le serveur écoute « {ecoute or 'toutes les adresses'} ». "
            "Lancer avec --server.address 127.0.0.1, ou configurer la connexion."
        )
    return Mode.LOCALE
