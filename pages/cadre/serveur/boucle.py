"""L'édition locale ne quitte pas la machine : prise d'écoute, hôte et mandataires, vérifiés à chaque demande."""

from __future__ import annotations

import os
from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

from donnees.registre.edition import VARIABLE, est_boucle_locale
from donnees.registre.erreurs import EditionRefusee
from pages.cadre import entree
from pages.cadre.serveur.demande import entete, refuser

HOTES = ("127.0.0.1", "localhost", "::1")
RELAIS = ("x-forwarded-", "forwarded", "x-real-ip", "via")
"""Débuts des entêtes que pose un mandataire : la demande ne vient pas forcément de cette machine."""


def active() -> bool:
    """Dit si l'édition locale est demandée."""
    return os.environ.get(VARIABLE, "").strip() == "1"


def ecoutes_ouvertes() -> list[str]:
    """Adresses où l'on écoute au-delà de la boucle locale."""
    adresses = {str(prise.getsockname()[0]) for prise in entree.prises()}
    return sorted(adresse for adresse in adresses if not est_boucle_locale(adresse))


def imposer() -> None:
    """Avant d'ouvrir en édition locale : hôtes admis imposés au cadre, prise d'écoute vérifiée.

    Raises
    ------
    EditionRefusee
        Le serveur écoute déjà au-delà de la boucle locale.
    """
    st.config.set_option("server.allowedHosts", list(HOTES))
    if ouvertes := ecoutes_ouvertes():
        raise EditionRefusee(
            f"{VARIABLE}=1 ouvre l'écriture sans compte, mais le serveur écoute « {', '.join(ouvertes)} ». "
            "Lancer avec --server.address 127.0.0.1, ou configurer la connexion."
        )


class GardeLocale:
    """En édition locale, refuse toute demande qui pourrait venir d'ailleurs ; hors d'elle, ne fait rien."""

    def __init__(
        self,
        app: ASGIApp,
        demandee: Callable[[], bool] = active,
        ouvertes: Callable[[], list[str]] = ecoutes_ouvertes,
    ) -> None:
        self.app, self.demandee, self.ouvertes = app, demandee, ouvertes
        self.verifiees: list[str] | None = None

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Juge toute demande, page ou prise WebSocket."""
        raison = self._raison(portee) if portee["type"] in {"http", "websocket"} and self.demandee() else ""
        if raison:
            await refuser(portee, recevoir, envoyer, 403, f"Édition locale : {raison}.")
        else:
            await self.app(portee, recevoir, envoyer)

    def _raison(self, portee: Scope) -> str:
        """Pourquoi cette demande est refusée ; vide si elle est admise."""
        if self.verifiees is None:  # lancé par un autre serveur ASGI, on n'écoutait pas encore au démarrage
            self.verifiees = self.ouvertes()
        relais = next((nom.decode("latin-1") for nom, _ in portee["headers"] if _relaye(nom.decode("latin-1"))), "")
        if self.verifiees:
            return f"le serveur écoute « {', '.join(self.verifiees)} », il ne doit écouter que 127.0.0.1"
        if not (_locale(portee.get("server")) and _locale(portee.get("client"))):
            return "cette machine seule peut lire et écrire ici"
        if relais:
            return f"la demande passe par un mandataire (entête {relais})"
        if _nom_d_hote(entete(portee, "host") or "") not in HOTES:
            return "l'adresse doit être http://127.0.0.1 ou http://localhost"
        return ""


def _relaye(nom: str) -> bool:
    return nom.startswith(RELAIS[0]) or nom in RELAIS[1:]


def _locale(bout: tuple[str, int | None] | list[object] | None) -> bool:
    return bool(bout) and est_boucle_locale(str(bout[0]))  # type: ignore[index]  # non vide


def _nom_d_hote(hote: str) -> str:
    try:
        return urlsplit(f"//{hote}").hostname or ""
    except ValueError:  # crochets mal fermés
        return ""
