"""Qui visite, et ce qu'il peut faire : édition fermée, locale, ou par connexion (OIDC)."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import time
from collections.abc import Mapping
from typing import Any, Final, NoReturn

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

JOURNAL = logging.getLogger("atlas.acces")
OPAQUE = re.compile(r"[0-9a-f]{64}")
COURRIEL = re.compile(r"[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+")
"""Un courriel en ASCII seul : ailleurs, deux signes différents se confondent dès qu'on change la casse."""
DUREE_HEURES = 12
"""Une connexion vaut douze heures ; ensuite, elle ne donne plus aucun droit."""
_JETON: Final = ("iss", "sub", "aud", "iat", "nonce", "sid", "jti", "auth_time")
"""Revendications qui distinguent une connexion de toute autre, même de la même personne."""
_fermees: set[str] = set()
"""Connexions fermées pendant que le registre ne répondait pas : retenues par ce processus."""


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
    if choisi is Mode.LECTURE_SEULE or expire() or not connecte():
        return VISITEUR
    return _reconnaitre(mon_identifiant(), str(st.user.get("name") or st.user.get("given_name") or ""))


def connecte() -> bool:
    """Vrai si le fournisseur d'identité a reconnu la personne, et qu'elle ne s'est pas déconnectée depuis."""
    return mode() is Mode.CONNEXION and bool(st.user.get("is_logged_in")) and not _fermee(connexion(st.user))


def connexion(jeton: Mapping[str, Any]) -> str:
    """Empreinte d'une connexion : celle de son jeton d'identité."""
    marques = [jeton.get(nom) for nom in _JETON]
    return hashlib.sha256(json.dumps(marques, sort_keys=True, default=str).encode()).hexdigest()


def fermer(jeton: Mapping[str, Any]) -> None:
    """Retient qu'une connexion est fermée : son témoin rejoué et ses fenêtres encore ouvertes n'ouvrent plus rien."""
    marque = connexion(jeton)
    emis = jeton.get("iat")
    depart = emis if isinstance(emis, int | float) else time.time()
    try:
        services.fermer_connexion(registre.ouvert(), marque, depart + DUREE_HEURES * 3600)
    except ErreurRegistre:
        _fermees.add(marque)
        JOURNAL.warning("Déconnexion retenue par ce processus seul : le registre ne répond pas.")


def _fermee(marque: str) -> bool:
    """Vrai si la connexion est fermée, ou si l'on ne peut le savoir : sans registre, personne n'écrit."""
    try:
        return marque in _fermees or services.connexion_fermee(registre.ouvert(), marque)
    except ErreurRegistre:
        return True


def expire() -> bool:
    """Vrai si la connexion date de plus de `DUREE_HEURES` heures."""
    emis = st.user.get("iat")
    if not isinstance(emis, int | float):
        return True
    return time.time() - emis > DUREE_HEURES * 3600


def identifiant(texte: str) -> str:
    """Identifiant opaque d'un compte que désigne l'administration : courriel, ou identifiant déjà opaque.

    Jamais pour ce que dit un jeton d'identité : l'identifiant opaque d'une autre y serait pris au mot.
    """
    propre = texte.strip().lower()
    return propre if OPAQUE.fullmatch(propre) else _opaque(propre)


def _opaque(compte: str) -> str:
    """Empreinte d'un compte, salée par le secret du serveur."""
    return empreinte(compte, str(secrets("atlas").get("sel") or secrets("auth").get("cookie_secret", "")))


def mon_identifiant() -> str:
    """Identifiant de la personne connectée : son courriel vérifié, à défaut son numéro chez son fournisseur ; ou rien.

    ProConnect ne met pas le courriel dans le jeton d'identité, le seul que lise Streamlit. Un courriel que le
    fournisseur ne dit pas vérifié (``email_verified`` vrai, et rien d'autre) ne désigne personne.
    """
    courriel, fournisseur, numero = (st.user.get(nom) for nom in ("email", "iss", "sub"))
    propre = courriel.strip() if isinstance(courriel, str) else ""
    if st.user.get("email_verified") is True and COURRIEL.fullmatch(propre):
        return _opaque(propre.lower())
    if isinstance(fournisseur, str) and isinstance(numero, str) and fournisseur and numero:
        return _opaque(f"{fournisseur} {numero}")
    return ""


def _reconnaitre(cle: str, nom: str) -> Identite:
    """Rôle inscrit au registre ; les administrateurs du fichier de secrets le sont toujours."""
    if not cle:
        return VISITEUR
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
