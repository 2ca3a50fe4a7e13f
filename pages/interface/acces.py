"""Qui visite, et ce qu'il peut faire : édition fermée, locale, ou par connexion (OIDC)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from donnees.registre import services
from donnees.registre.droits import VISITEUR, Identite, Operation, Role, empreinte, permis
from donnees.registre.edition import IDENTITE_LOCALE, Mode
from donnees.registre.edition import mode as mode_edition
from donnees.registre.erreurs import ErreurRegistre
from pages.cadre import plan
from pages.cadre.habillage import pied
from pages.interface import registre

OPAQUE = re.compile(r"[0-9a-f]{64}")
DUREE_HEURES = 12
"""Une connexion vaut douze heures ; ensuite, elle ne donne plus aucun droit."""


def secrets(section: str) -> Mapping[str, Any]:
    """Section des secrets du serveur ; vide s'il n'y en a pas."""
    try:
        valeurs: Mapping[str, Any] = st.secrets.get(section, {})
    except StreamlitSecretNotFoundError:
        return {}
    return valeurs


def mode() -> Mode:
    """Mode d'édition du serveur ; lève `EditionRefusee` s'il est dangereux."""
    ecoute = st.config.get_option("server.address")
    return mode_edition(os.environ, ecoute, connexion_configuree=bool(secrets("auth")))


def qui() -> Identite:
    """La personne reconnue ; un visiteur si elle n'est pas connectée, ou l'est depuis trop longtemps."""
    choisi = mode()
    if choisi is Mode.LOCALE:
        return IDENTITE_LOCALE
    if choisi is Mode.LECTURE_SEULE or not connecte() or expire():
        return VISITEUR
    return _reconnaitre(mon_identifiant(), str(st.user.get("name") or st.user.get("given_name") or ""))


def connecte() -> bool:
    """Vrai si le fournisseur d'identité a reconnu la personne."""
    return mode() is Mode.CONNEXION and bool(st.user.get("is_logged_in"))


def expire() -> bool:
    """Vrai si la connexion date de plus de `DUREE_HEURES` heures."""
    emis = st.user.get("iat")
    if not isinstance(emis, int | float):
        return True
    return datetime.now(UTC).timestamp() - emis > DUREE_HEURES * 3600


def identifiant(texte: str) -> str:
    """Identifiant opaque d'un compte, salé par le secret du serveur : courriel, ou identifiant déjà opaque."""
    propre = texte.strip().casefold()
    if OPAQUE.fullmatch(propre):
        return propre
    return empreinte(propre, str(secrets("atlas").get("sel") or secrets("auth").get("cookie_secret", "")))


def mon_identifiant() -> str:
    """Identifiant de la personne connectée : son courriel vérifié, à défaut son numéro chez son fournisseur.

    ProConnect ne met pas le courriel dans le jeton d'identité, le seul que lise Streamlit.
    """
    courriel = str(st.user.get("email") or "")
    if courriel and st.user.get("email_verified") is not False:
        return identifiant(courriel)
    return identifiant(f"{st.user.get('iss')} {st.user.get('sub')}")


def _reconnaitre(cle: str, nom: str) -> Identite:
    """Rôle inscrit au registre ; les administrateurs du fichier de secrets le sont toujours."""
    if cle in {identifiant(str(compte)) for compte in secrets("atlas").get("administrateurs", [])}:
        return Identite(cle, nom or "Administration", Role.ADMINISTRATEUR)
    try:
        return services.habilitation(registre.ouvert(), cle) or Identite(cle, nom or "Sans nom", Role.LECTEUR)
    except ErreurRegistre:
        return VISITEUR


def peut(operation: Operation, maison: str | None) -> bool:
    """Dit si la personne peut faire cette opération pour cette maison."""
    return permis(qui(), operation, maison)


def ecrit_quelque_part() -> bool:
    """Vrai si la personne peut écrire pour au moins une maison."""
    identite = qui()
    return bool(identite.sujet) and (identite.role is Role.ADMINISTRATEUR or bool(identite.maisons))


def reserver(titre: str) -> Identite:
    """Arrête la page si la personne ne peut rien écrire ; dit pourquoi et quoi faire. Rend la personne sinon."""
    if not ecrit_quelque_part():
        _arreter(titre)
    return qui()


def _arreter(titre: str) -> NoReturn:
    st.title(titre, anchor=False)
    st.warning(refus(), icon=":material/lock:")
    st.page_link(plan.COMPTE, label="Mon accès", icon=":material/login:")
    st.page_link(plan.PLAN_ACTIONS, label="Lire le plan d'actions", icon=":material/event_note:")
    pied()
    st.stop()


def refus() -> str:
    """Pourquoi la personne ne peut pas écrire."""
    if mode() is Mode.LECTURE_SEULE:
        return "Ici, le registre se lit seulement : aucune connexion n'est configurée sur ce serveur."
    if not connecte():
        return "Cette page est réservée aux maisons : connectez-vous pour saisir."
    if expire():
        return f"Votre connexion date de plus de {DUREE_HEURES} heures : reconnectez-vous. Rien n'a été enregistré."
    return "Connexion réussie, mais aucune maison ne vous est confiée : demandez-la à l'administration de l'Atlas."


def maisons_permises() -> dict[str, str]:
    """Maisons pour lesquelles la personne peut écrire : clé → nom."""
    identite = qui()
    toutes = registre.releve().noms_maisons
    if identite.role is Role.ADMINISTRATEUR:
        return toutes
    return {cle: nom for cle, nom in toutes.items() if cle in identite.maisons}
