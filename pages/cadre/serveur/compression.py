"""Ce que le navigateur garde pour toujours part comprimé, et ne l'est qu'une fois."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import Final

import brotli
from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.cadre.ressources import oublis
from pages.cadre.serveur.demande import chemin, entete
from pages.cadre.serveur.entetes import a_empreinte

TAILLE: Final = 32_000_000
"""Octets comprimés gardés ; tout le code de Streamlit et de la carte en tient quatre millions."""
SEUIL: Final = 1_000
"""Octets en deçà desquels un fichier part tel quel."""
LAISSES: Final = ("/_stcore/", "/media/", "/component/", "/auth/")
"""Adresses du cadre qui ne sont pas des pages, et se suivent parfois au fil de l'eau."""
VITE: Final = 5
"""Effort pour ce qui ne se garde pas : la page du cadre passe de 104 à 27 ko en trois millisecondes."""
QUALITE: Final = {"br": 9, "gzip": 9}
TYPES: Final = re.compile(r"(text/|application/(javascript|json|xml)|image/svg\+xml).*")
_CHOIX = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+))?\s*")


Cle = tuple[str, str, int]
"""Chemin, codage, et nombre d'oublis : un nom effacé du registre ne se sert plus, même d'ici."""


@dataclass(frozen=True)
class Comprime:
    """Un corps comprimé, et les entêtes qui l'accompagnent."""

    corps: bytes
    entetes: tuple[tuple[bytes, bytes], ...]


def codage(acceptes: str) -> str:
    """Le meilleur codage que le navigateur accepte : « br », « gzip », ou rien.

    Parameters
    ----------
    acceptes : str
        Entête ``Accept-Encoding`` ; un poids nul refuse (RFC 9110, 12.5.3).
    """
    proposes = [_CHOIX.fullmatch(morceau) for morceau in acceptes.split(",")]
    poids = {trouve[1].lower(): float(trouve[2] or 1) for trouve in proposes if trouve and trouve[1]}
    return next((nom for nom in QUALITE if poids.get(nom, 0) > 0), "")


def comprimer(corps: bytes, nom: str, effort: int | None = None) -> bytes:
    """Corps comprimé, au mieux ou à cet effort ; le même octet pour octet d'un processus à l'autre."""
    if effort is None:
        effort = QUALITE[nom]
    return bytes(brotli.compress(corps, quality=effort)) if nom == "br" else gzip.compress(corps, effort, mtime=0)


class Compression:
    """Comprime les fichiers dont le nom porte l'empreinte ; ensuite, les rend sans rien redemander au cadre."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self._verrou = app, Lock()
        self._gardes: LRUCache[Cle, Comprime] = LRUCache(TAILLE, getsizeof=lambda c: len(c.corps))

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Sert le fichier comprimé ; laisse passer le reste."""
        nom = _codage(portee)
        if not nom:
            await self.app(portee, recevoir, envoyer)
        elif a_empreinte(chemin(portee)):
            await self._servir(portee, recevoir, envoyer, nom)
        else:
            await _au_vol(self.app, portee, recevoir, envoyer, nom)

    async def _servir(self, portee: Scope, recevoir: Receive, envoyer: Send, nom: str) -> None:
        cle = (chemin(portee), nom, oublis())
        with self._verrou:
            garde = self._gardes.get(cle)
        if garde is None:
            nus = [(n, valeur) for n, valeur in portee["headers"] if n not in {b"accept-encoding", b"if-none-match"}]
            retenue = _Retenue(envoyer)
            await self.app({**portee, "headers": nus}, recevoir, retenue.envoyer)
            if retenue.tete is None:
                return
            garde = await self._garder(cle, retenue.tete, retenue.corps)
        await _rendre(portee, garde, envoyer)

    async def _garder(self, cle: Cle, tete: Message, corps: bytes) -> Comprime:
        """Comprime hors de la boucle, et garde."""
        entetes = MutableHeaders(raw=list(tete["headers"]))
        if len(corps) >= SEUIL:
            corps = await run_in_threadpool(comprimer, corps, cle[1])
            _coder(entetes, cle[1])
        entetes["content-length"] = str(len(corps))
        garde = Comprime(corps, tuple(entetes.raw))
        with self._verrou:
            if len(corps) <= TAILLE:
                self._gardes[cle] = garde
        return garde


def _coder(entetes: MutableHeaders, nom: str) -> None:
    """Le codage, et une étiquette à lui : deux représentations d'un même fichier n'ont pas la même."""
    entetes["content-encoding"] = nom
    entetes.add_vary_header("Accept-Encoding")
    del entetes["accept-ranges"]
    if etiquette := entetes.get("etag", "").removeprefix("W/").strip('"'):
        entetes["etag"] = f'"{etiquette}-{nom}"'


class _Retenue:
    """Retient une réponse qui se comprime ; laisse filer toute autre."""

    def __init__(self, envoyer: Send) -> None:
        self._envoyer = envoyer
        self.tete: Message | None = None
        self.corps = b""

    async def envoyer(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _se_comprime(message):
            self.tete = message
        elif self.tete is None:
            await self._envoyer(message)
        else:
            self.corps += message.get("body", b"")


async def _au_vol(app: ASGIApp, portee: Scope, recevoir: Receive, envoyer: Send, nom: str) -> None:
    """Une page : composée pour son adresse, elle se comprime à chaque fois, vite ; son étiquette reste la sienne."""
    retenue = _Retenue(envoyer)
    await app(portee, recevoir, retenue.envoyer)
    if retenue.tete is None:
        return
    corps, entetes = retenue.corps, MutableHeaders(raw=list(retenue.tete["headers"]))
    if len(corps) >= SEUIL:
        corps = comprimer(corps, nom, VITE)
        entetes["content-encoding"], entetes["content-length"] = nom, str(len(corps))
        entetes.add_vary_header("Accept-Encoding")
    await envoyer({**retenue.tete, "headers": entetes.raw})
    await envoyer({"type": "http.response.body", "body": corps})


def _codage(portee: Scope) -> str:
    """Codage de cette demande ; vide si elle ne se comprime pas."""
    if portee["type"] != "http" or portee["method"] != "GET" or entete(portee, "range"):
        return ""
    page = "text/html" in (entete(portee, "accept") or "") and not chemin(portee).startswith(LAISSES)
    return codage(entete(portee, "accept-encoding") or "") if page or a_empreinte(chemin(portee)) else ""


def _se_comprime(message: Message) -> bool:
    entetes = MutableHeaders(raw=list(message["headers"]))
    texte = TYPES.fullmatch(entetes.get("content-type", ""))
    return message["status"] == HTTPStatus.OK and bool(texte) and "content-encoding" not in entetes


async def _rendre(portee: Scope, garde: Comprime, envoyer: Send) -> None:
    entetes = MutableHeaders(raw=list(garde.entetes))
    inchange = "etag" in entetes and entete(portee, "if-none-match") == entetes["etag"]
    statut, corps = (HTTPStatus.NOT_MODIFIED, b"") if inchange else (HTTPStatus.OK, garde.corps)
    if inchange:
        del entetes["content-length"]
    await envoyer({"type": "http.response.start", "status": statut, "headers": list(entetes.raw)})
    await envoyer({"type": "http.response.body", "body": corps})
