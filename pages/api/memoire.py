"""Autour des ressources : ce qui est composé resert, ce qui n'a pas changé ne repart pas, HEAD n'a pas de corps."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from donnees import entrepot
from pages.api.problemes import probleme

JOURNAL = logging.getLogger("atlas.interface")
PLACE: Final = 32_000_000
"""Octets gardés, texte et version compressée compris."""
PIECE_MAX: Final = 8_000_000
"""Octets d'une réponse au-delà desquels elle ne se garde pas : elle en chasserait cent autres."""
CALCULS, FILE_MAX = 2, 64
"""Réponses composées à la fois, et demandes qui attendent leur tour au plus : les pages gardent leurs fils."""
A_COMPRESSER: Final = 1_000
UNE_HEURE, AUSSITOT = "public, max-age=3600", "public, max-age=2"
"""Les données ne changent qu'au déploiement ; une écriture au registre se voit partout en deux secondes."""
REGISTRE: Final = ("/maisons", "/actions")
FICHIERS: Final = "/produits/"
JETON: Final = "atlas.jeton"
"""Où la demande garde la version du registre sous laquelle sa réponse sera gardée."""
OCCUPE = "Trop de demandes en même temps : réessayer dans quelques secondes."


@dataclass(frozen=True)
class Piece:
    """Une réponse entière."""

    statut: int
    entetes: tuple[tuple[bytes, bytes], ...]
    corps: bytes
    serre: bytes

    @property
    def octets(self) -> int:
        """Place qu'elle tient."""
        return len(self.corps) + len(self.serre) + 1_000


class Memoire:
    """Garde les réponses par adresse et par versions ; rend étiquettes, 304, HEAD et compression.

    Parameters
    ----------
    app : ASGIApp
        Les ressources.
    jeton : callable
        Version du registre ; appelée hors de la boucle.
    """

    def __init__(self, app: ASGIApp, jeton: Callable[[], str]) -> None:
        self.app, self.jeton = app, jeton
        self.pieces: LRUCache[object, Piece] = LRUCache(PLACE, lambda piece: piece.octets)
        self._tour, self._attente = asyncio.Semaphore(CALCULS), 0

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Lit par GET ; laisse passer les autres méthodes, que les ressources refusent."""
        if portee["type"] != "http" or portee["method"] not in {"GET", "HEAD"}:
            await self.app(portee, recevoir, envoyer)
            return
        lecture = {**portee, "method": "GET"}
        if _chemin(portee).startswith(FICHIERS):
            await self.app(lecture, recevoir, envoyer if portee["method"] == "GET" else _Tete(envoyer))
            return
        piece = await self._piece(lecture, recevoir)
        await _reponse(portee, piece)(portee, recevoir, envoyer)

    async def _piece(self, portee: Scope, recevoir: Receive) -> Piece:
        chemin = _chemin(portee)
        if du_registre := chemin.startswith(REGISTRE):
            portee[JETON] = await run_in_threadpool(self.jeton)
        question = tuple(sorted(parse_qsl(portee["query_string"].decode("latin-1"), keep_blank_values=True)))
        cle = (portee["path"], question, entrepot.manifeste()["empreinte"], portee.get(JETON, ""))
        gardee = self.pieces.get(cle)
        return gardee or await self._attendre(cle, portee, recevoir, AUSSITOT if du_registre else UNE_HEURE)

    async def _attendre(self, cle: object, portee: Scope, recevoir: Receive, garde: str) -> Piece:
        """La réponse des ressources, à son tour ; au-delà de la file, un refus immédiat."""
        if self._attente >= FILE_MAX:
            refus = probleme(portee, HTTPStatus.SERVICE_UNAVAILABLE, OCCUPE)
            return Piece(refus.status_code, tuple(refus.raw_headers), bytes(refus.body), b"")
        self._attente += 1
        try:
            async with self._tour:
                return self.pieces.get(cle) or await self._composer(cle, portee, recevoir, garde)
        finally:
            self._attente -= 1

    async def _composer(self, cle: object, portee: Scope, recevoir: Receive, garde: str) -> Piece:
        """Compose la réponse, et la garde si elle tient."""
        releve = _Releve()
        await self._recueillir(portee, recevoir, releve)
        piece = await run_in_threadpool(releve.piece, garde)
        if piece.statut == HTTPStatus.OK and piece.octets <= PIECE_MAX:
            self.pieces[cle] = piece
        return piece

    async def _recueillir(self, portee: Scope, recevoir: Receive, releve: _Releve) -> None:
        try:
            await self.app(portee, recevoir, releve)
        except Exception:
            if not releve.statut:
                raise
            JOURNAL.exception("L'interface n'a pas su répondre.")  # la réponse 500 est déjà composée


def _chemin(portee: Scope) -> str:
    """Chemin demandé, sans celui où l'interface est montée."""
    return str(portee["path"]).removeprefix(str(portee.get("root_path", "")))


class _Releve:
    """Recueille une réponse au lieu de l'envoyer."""

    def __init__(self) -> None:
        self.statut, self.entetes, self.corps = 0, MutableHeaders(raw=[]), bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.statut, self.entetes = message["status"], MutableHeaders(raw=list(message["headers"]))
        else:
            self.corps += message.get("body", b"")

    def piece(self, garde: str) -> Piece:
        """La réponse datée, étiquetée d'après son contenu, et compressée une fois pour toutes."""
        corps = bytes(self.corps)
        if self.statut == HTTPStatus.OK:
            self.entetes["ETag"] = f'W/"{hashlib.sha256(corps).hexdigest()[:20]}"'
            self.entetes.setdefault("Cache-Control", garde)
        serre = gzip.compress(corps, 6, mtime=0) if len(corps) >= A_COMPRESSER else b""
        return Piece(self.statut, tuple(self.entetes.raw), corps, serre)


class _Tete:
    """Laisse partir la tête d'une réponse, sans son corps."""

    def __init__(self, envoyer: Send) -> None:
        self._envoyer = envoyer

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._envoyer(message)


def inchangee(portee: Scope, etiquette: str) -> bool:
    """Dit si le demandeur a déjà la réponse de cette étiquette (RFC 9110, comparaison faible)."""
    connues = Headers(scope=portee).get("if-none-match", "")
    sienne = etiquette.removeprefix("W/")
    return connues.strip() == "*" or sienne in {mot.strip().removeprefix("W/") for mot in connues.split(",")}


def _reponse(portee: Scope, piece: Piece) -> Response:
    """La réponse à cette demande-ci : entière, compressée, réduite à sa tête, ou inchangée."""
    reponse = Response(status_code=piece.statut)
    reponse.raw_headers = list(piece.entetes)
    entetes = reponse.headers
    entetes.add_vary_header("Accept-Encoding")
    if piece.statut == HTTPStatus.OK and inchangee(portee, entetes["etag"]):
        reponse.status_code = HTTPStatus.NOT_MODIFIED
        for nom in ("content-length", "content-type"):
            del entetes[nom]
        return reponse
    corps = piece.corps
    if piece.serre and "gzip" in Headers(scope=portee).get("accept-encoding", ""):
        corps, entetes["Content-Encoding"] = piece.serre, "gzip"
    entetes["Content-Length"] = str(len(corps))
    reponse.body = b"" if portee["method"] == "HEAD" else corps
    return reponse
