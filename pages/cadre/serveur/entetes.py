"""Les entêtes de chaque réponse : ce que le navigateur peut charger, qui peut nous montrer, ce qui se garde."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.cadre.serveur import boucle
from pages.cadre.serveur.demande import chemin, chiffree
from pages.cadre.serveur.fichiers_publics import RESERVEES
from pages.cadre.serveur.francisation import EMPREINTES
from pages.cadre.serveur.reglages import Reglages, reglages
from pages.leger.adresses import est_legere

ETERNEL = "public, max-age=31536000, immutable"
PRIVE = "private, no-store"
PLAN_IGN = "https://data.geopf.fr"
_EMPREINTE = re.compile(r"/component/.*-[0-9a-f]{10}\.(json|json\.gzip|js)|/media/[0-9a-f]{32,}\.(png|svg)")
_CADRE = re.compile(r"/static/.*\.(js|css|svg|json|map)")
FIXES = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
UN_AN = "max-age=31536000"
TEL_QUEL = "identity"
"""Encodage que pose une réponse pour que le cadre ne la compresse pas ; il ne se dit pas au-dehors (RFC 9110)."""


def a_empreinte(demande: str) -> bool:
    """Dit si ce chemin porte l'empreinte de ce qu'il nomme : le code du cadre, celui de la carte, ses fichiers."""
    return bool(_CADRE.fullmatch(demande) or _EMPREINTE.fullmatch(demande))


class Entetes:
    """Pose les entêtes de sécurité et de cache sur chaque réponse, refus compris."""

    def __init__(
        self, app: ASGIApp, lire: Callable[[], Reglages] = reglages, locale: Callable[[], bool] = boucle.active
    ) -> None:
        self.app, self.lire, self.locale = app, lire, locale

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Complète la tête de chaque réponse HTTP."""
        if portee["type"] != "http":
            await self.app(portee, recevoir, envoyer)
            return

        async def completer(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._poser(portee, MutableHeaders(raw=message.setdefault("headers", [])), message["status"])
            await envoyer(message)

        await self.app(portee, recevoir, completer)

    def _poser(self, portee: Scope, entetes: MutableHeaders, statut: int) -> None:
        reglages_lus, demande = self.lire(), chemin(portee)
        for nom, valeur in FIXES.items():
            entetes[nom] = valeur
        if entetes.get("content-encoding") == TEL_QUEL:
            del entetes["content-encoding"]
        if reglages_lus.https or chiffree(portee):
            entetes["Strict-Transport-Security"] = UN_AN
            _chiffrer_temoins(entetes)
        _garder(demande, entetes, statut)
        politique = self._politique(portee, demande, entetes)
        if politique:
            entetes["Content-Security-Policy"] = politique

    def _politique(self, portee: Scope, demande: str, entetes: MutableHeaders) -> str:
        """Politique de ce document ; vide pour un fichier que rien n'interprète."""
        if demande.startswith("/media/"):
            return "default-src 'none'; style-src 'unsafe-inline'"
        if not entetes.get("content-type", "").startswith("text/html"):
            return ""
        parents = self._parents(portee, demande)
        if "*" not in parents:
            entetes["X-Frame-Options"] = "SAMEORIGIN"
        if demande.startswith("/component/"):
            return f"{COMPOSANT}; frame-ancestors {parents}"
        if est_legere(demande):
            return f"{LEGERE}; frame-ancestors {parents}"
        scripts = " ".join(("'self'", *portee.get(EMPREINTES, ())))
        return f"script-src {scripts}; {PAGE}; frame-ancestors {parents}"

    def _parents(self, portee: Scope, demande: str) -> str:
        """Qui peut le montrer : nous seuls, ou les sites admis s'il est intégré (``embed=true``).

        En édition locale, où nul compte n'est demandé, et pour les pages où l'on écrit, personne d'autre que nous.
        """
        question = parse_qs(portee["query_string"].decode("latin-1"))
        integre = demande.startswith("/component/") or question.get("embed", [""])[-1] == "true"
        if not integre or demande.startswith(RESERVEES) or self.locale():
            return "'self'"
        return f"'self' {self.lire().cadres}".strip()


PAGE = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)
"""Ce qu'une page charge : rien que de l'Atlas ; le cadre pose ses styles dans la page."""
LEGERE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""Une page légère n'exécute rien et ne charge que son icône ; un outil d'audit y lit ``robots.txt``."""
COMPOSANT = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data: blob: {PLAN_IGN}; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'none'"
)
"""Le cadre de la carte : streamlit-folium y écrit le script qu'on lui passe ; seul le Plan IGN vient d'ailleurs."""


def _chiffrer_temoins(entetes: MutableHeaders) -> None:
    """Aucun témoin ne voyage en clair : Streamlit 1.67 ne le demande pas de lui-même."""
    poses = entetes.getlist("set-cookie")
    del entetes["set-cookie"]
    for pose in poses:
        entetes.append("set-cookie", pose if "; secure" in pose.lower() else f"{pose}; Secure")


def _garder(demande: str, entetes: MutableHeaders, statut: int) -> None:
    """Un an pour ce dont le nom porte l'empreinte et que tous peuvent lire ; jamais pour un fichier à emporter."""
    if statut == HTTPStatus.OK and _EMPREINTE.fullmatch(demande) and "content-disposition" not in entetes:
        entetes["Cache-Control"] = ETERNEL
    elif demande.startswith("/media/"):
        entetes["Cache-Control"] = PRIVE
