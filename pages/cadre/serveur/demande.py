"""Une demande ASGI, lue : son chemin sans préfixe, ses entêtes, si elle est chiffrée ; et la refuser."""

from __future__ import annotations

import unicodedata

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

LONGUEUR = 300
"""Signes gardés d'un texte venu du visiteur, avant qu'il n'aille au journal."""
VIOLATION = 1008
"""Code de fermeture d'une prise WebSocket dont la demande enfreint les règles du serveur."""


def prefixe() -> str:
    """Chemin sous lequel l'Atlas est servi (``server.baseUrlPath``) : « /atlas », ou rien."""
    nu = str(st.config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{nu}" if nu else ""


def chemin(portee: Scope) -> str:
    """Chemin demandé, sans le préfixe ; tel quel s'il n'en est pas précédé."""
    complet, devant = str(portee.get("path", "")), prefixe()
    if devant and (complet == devant or complet.startswith(f"{devant}/")):
        return complet[len(devant) :] or "/"
    return complet


def entete(portee: Scope, nom: str) -> str | None:
    """Premier entête de ce nom ; None s'il manque."""
    voulu = nom.encode("latin-1")
    return next((valeur.decode("latin-1") for cle, valeur in portee["headers"] if cle == voulu), None)


def chiffree(portee: Scope) -> bool:
    """Dit si le visiteur est en HTTPS, selon la prise ou un mandataire de confiance (``FORWARDED_ALLOW_IPS``)."""
    return portee.get("scheme") in {"https", "wss"}


def sans_commande(texte: str) -> str:
    """Texte d'une ligne, pour le journal : ni signe de commande, ni signe de mise en forme, ni suite sans fin."""
    return "".join(signe for signe in texte[:LONGUEUR] if unicodedata.category(signe)[0] != "C")


async def refuser(portee: Scope, recevoir: Receive, envoyer: Send, statut: int, message: str) -> None:
    """Refuse une demande : une page de texte, ou la fermeture d'une prise WebSocket avant son ouverture."""
    if portee["type"] == "websocket":
        await WebSocketClose(VIOLATION, message[:120])(portee, recevoir, envoyer)
        return
    reponse = PlainTextResponse(message, statut, {"Cache-Control": "no-store"})
    await reponse(portee, recevoir, envoyer)
