"""Les messages du navigateur : ceux d'une page passent ; vider les caches de tous ou arrêter le serveur, non."""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.cadre.serveur.allegement import alleger

ADMIS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
FICHIERS = 20
"""Adresses de dépôt demandées d'un coup, au plus : un déposoir de l'Atlas n'en prend qu'une."""
TAILLE = 5_000_000
"""Octets d'un message, au plus : l'état de tous les champs d'une page en tient mille fois moins."""
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
"""Opérations demandées au serveur sans rejouer la page ; les autres installent des outils de développement."""
NON_ADMIS, ILLISIBLE, TROP_LONG = 1003, 1002, 1009
"""Codes de fermeture : un texte au lieu d'octets, des octets qui ne sont pas un message, ou bien trop."""


def admis(octets: bytes) -> bool:
    """Dit si une page de l'Atlas peut envoyer ce message ; lève `DecodeError` s'il n'en est pas un."""
    message = BackMsg.FromString(octets)
    sorte = message.WhichOneof("type")
    if sorte == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in OPERATIONS
    if sorte == "file_urls_request":
        return len(message.file_urls_request.file_names) <= FICHIERS
    return sorte in ADMIS


class FiltreMessages:
    """Lit les messages d'une prise WebSocket avant le cadre ; ignore ceux qu'aucune page n'envoie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Filtre les prises WebSocket ; laisse passer le reste."""
        if portee["type"] != "websocket":
            await self.app(portee, recevoir, envoyer)
            return
        prise = _Prise(recevoir, envoyer)
        await self.app(portee, prise.recevoir, prise.envoyer)


class _Prise:
    """Une prise WebSocket, filtrée et allégée ; fermée par nous, elle n'envoie plus rien."""

    def __init__(self, recevoir: Receive, envoyer: Send) -> None:
        self._recevoir, self._envoyer, self._fermee = recevoir, envoyer, False

    async def envoyer(self, message: Message) -> None:
        if self._fermee:
            return
        if isinstance(octets := message.get("bytes"), bytes):
            message = {**message, "bytes": alleger(octets)}
        await self._envoyer(message)

    async def recevoir(self) -> Message:
        while True:
            message = await self._recevoir()
            if message["type"] != "websocket.receive":
                return message
            octets = message.get("bytes")
            if octets is None or len(octets) > TAILLE:
                return await self._fermer(NON_ADMIS if octets is None else TROP_LONG)
            try:
                if admis(octets):
                    return message
            except DecodeError:
                return await self._fermer(ILLISIBLE)

    async def _fermer(self, code: int) -> Message:
        """Ferme la prise sans bruit au journal ; le cadre la croit fermée par le visiteur."""
        self._fermee = True
        await self._envoyer({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}
