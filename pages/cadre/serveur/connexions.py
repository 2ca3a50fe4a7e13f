"""Se connecter et se déconnecter, vus du serveur : la sortie se retient, un échec se dit, le journal reste propre."""

from __future__ import annotations

import json
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.cadre.serveur.demande import chemin, entete, prefixe, sans_commande
from pages.interface import acces

SORTIE, RETOUR = "/auth/logout", "/oauth2callback"
ECHEC = "/compte?connexion=echouee"


class Connexions:
    """Entoure les adresses de connexion du cadre ; laisse passer le reste."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Révoque la connexion avant d'effacer son témoin ; nettoie et suit un retour du fournisseur d'identité."""
        demande = chemin(portee) if portee["type"] == "http" else ""
        if demande == SORTIE:
            jeton = revendications(portee)
            if jeton:
                await run_in_threadpool(acces.fermer, jeton)
        elif demande == RETOUR:
            portee, envoyer = _nettoyee(portee), partial(_suivre, portee, envoyer)
        await self.app(portee, recevoir, envoyer)


def revendications(portee: Scope) -> dict[str, Any]:
    """Ce que dit le témoin de connexion, s'il porte la signature du serveur ; vide sinon."""
    temoins = cookie_parser(entete(portee, "cookie") or "")

    def signe(nom: str) -> bytes | None:
        valeur = temoins.get(nom)
        return None if valeur is None else decode_signed_value(get_cookie_secret(), nom, valeur.encode("latin-1"))

    try:
        lues = json.loads(get_cookie_with_chunks(signe, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return lues if isinstance(lues, dict) else {}


def _nettoyee(portee: Scope) -> Scope:
    """La même demande, sans signe de commande dans sa question : le cadre la recopie au journal."""
    paires = parse_qsl(portee["query_string"].decode("latin-1"), keep_blank_values=True)
    propres = [(nom, sans_commande(valeur) if nom.startswith("error") else valeur) for nom, valeur in paires]
    return {**portee, "query_string": urlencode(propres).encode("ascii")}


async def _suivre(portee: Scope, envoyer: Send, message: Message) -> None:
    """Mène à « Mon accès » qui revient sans être connecté, alors qu'il le demandait."""
    if message["type"] == "http.response.start" and _demandait(portee):
        entetes = MutableHeaders(raw=message["headers"])
        poses = [temoin.split("=", 1) for temoin in entetes.getlist("set-cookie")]
        connecte = any(nom == USER_COOKIE_NAME and not suite.startswith('"";') for nom, suite in poses)
        if "location" in entetes and not connecte:
            entetes["location"] = f"{prefixe()}{ECHEC}"
    await envoyer(message)


def _demandait(portee: Scope) -> bool:
    """Dit si le retour suit une demande de connexion : celui d'une déconnexion n'a ni code ni erreur."""
    noms = {nom for nom, _ in parse_qsl(portee["query_string"].decode("latin-1"), keep_blank_values=True)}
    return bool(noms & {"code", "error"})
