"""Ce que le serveur rend : chaque réponse et chaque page jouée, dites à qui les compte ou les écrit au journal."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.cadre.serveur.demande import chemin
from pages.cadre.serveur.nommage import PRISE, nommer, nommer_relance

REPONSE, RELANCE = "reponse", "relance"
ENTIERE, FRAGMENT = "entiere", "fragment"
COURT: Final = 256
"""Octets : au-delà, un message du serveur n'est pas une fin de relance."""
OUVERTE, REFUSEE, ECHEC = 101, 403, 500


@dataclass(frozen=True)
class Fait:
    """Une réponse rendue, ou une page jouée ; rien de la personne, ni l'adresse demandée.

    Attributes
    ----------
    sorte : str
        ``reponse`` (HTTP, ou prise WebSocket à sa fermeture) ou ``relance`` (un script joué jusqu'à sa fin).
    page : str
        Nom connu de la page.
    detail : str
        Statut d'une réponse ; ``entiere`` ou ``fragment`` d'une relance.
    duree : float
        Secondes, jusqu'au dernier octet.
    """

    sorte: str
    page: str
    detail: str
    duree: float


Abonne = Callable[[Fait], None]
ABONNES: list[Abonne] = []
"""Qui veut savoir ; personne d'office, et l'observation ne coûte alors rien."""


def _dire(fait: Fait) -> None:
    for abonne in ABONNES:
        abonne(fait)


class Observation:
    """Dit aux abonnés ce que rend l'application ; ne change rien à ce qu'elle rend."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Observe les réponses et les prises, s'il y a un abonné."""
        if not ABONNES or portee["type"] not in {"http", "websocket"}:
            await self.app(portee, recevoir, envoyer)
        elif portee["type"] == "http":
            await self._reponse(portee, recevoir, envoyer)
        else:
            await self._prise(portee, recevoir, envoyer)

    async def _reponse(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        depart, statut = time.perf_counter(), ECHEC

        async def noter(message: Message) -> None:
            nonlocal statut
            if message["type"] == "http.response.start":
                statut = message["status"]
            await envoyer(message)

        try:
            await self.app(portee, recevoir, noter)
        finally:
            _dire(Fait(REPONSE, nommer(chemin(portee)), str(statut), time.perf_counter() - depart))

    async def _prise(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        prise, depart = _Prise(recevoir, envoyer), time.perf_counter()
        try:
            await self.app(portee, prise.recevoir, prise.envoyer)
        finally:
            _dire(Fait(REPONSE, PRISE, str(prise.statut), time.perf_counter() - depart))


class _Prise:
    """Une prise WebSocket : mesure le temps entre une demande de relance et la fin de son script."""

    def __init__(self, recevoir: Receive, envoyer: Send) -> None:
        self._recevoir, self._envoyer = recevoir, envoyer
        self._depart: float | None = None
        self._page, self._nature = "", ENTIERE
        self.statut = REFUSEE

    async def recevoir(self) -> Message:
        message = await self._recevoir()
        if isinstance(octets := message.get("bytes"), bytes):
            self._demande(octets)
        return message

    async def envoyer(self, message: Message) -> None:
        await self._envoyer(message)
        if message["type"] == "websocket.accept":
            self.statut = OUVERTE
        elif isinstance(octets := message.get("bytes"), bytes) and len(octets) <= COURT:
            self._fin(octets)

    def _demande(self, octets: bytes) -> None:
        try:
            message = BackMsg.FromString(octets)
        except DecodeError:  # le filtre des messages fermera la prise
            return
        if message.WhichOneof("type") == "rerun_script":
            relance = message.rerun_script
            self._depart = time.perf_counter()
            self._page = nommer_relance(relance.page_script_hash, relance.page_name)
            self._nature = FRAGMENT if relance.fragment_id else ENTIERE

    def _fin(self, octets: bytes) -> None:
        try:
            message = ForwardMsg.FromString(octets)
        except DecodeError:
            return
        interrompue = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "script_finished" and not interrompue and self._depart is not None:
            _dire(Fait(RELANCE, self._page, self._nature, time.perf_counter() - self._depart))
            self._depart = None
