"""Un lecteur sans navigateur : le protocole WebSocket de Streamlit, une session neuve par page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

DELAI = 120.0
"""Secondes au-delà desquelles un lecteur renonce."""


@dataclass(frozen=True)
class Demande:
    """Une page et ses paramètres, tels que l'adresse les dit."""

    page: str
    parametres: tuple[tuple[str, str], ...] = ()

    def message(self) -> bytes:
        """La demande de relance qu'enverrait le navigateur."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = urlencode(self.parametres)
        return bytes(message.SerializeToString())


@dataclass(frozen=True)
class Reponse:
    """Ce qu'une relance a donné : secondes, octets reçus, exception montrée s'il y en a une."""

    duree: float
    octets: int
    erreur: str = ""


@asynccontextmanager
async def session(hote: str) -> AsyncIterator[ClientConnection]:
    """Une session neuve sur ``hote`` (« 127.0.0.1:8501 »), compression offerte comme le fait un navigateur."""
    origine, protocole = Origin(f"http://{hote}"), Subprotocol("streamlit")
    adresse = f"ws://{hote}/_stcore/stream"
    async with connect(adresse, origin=origine, subprotocols=[protocole], max_size=None, open_timeout=DELAI) as prise:
        yield prise


async def relancer(prise: ClientConnection, demande: Demande) -> Reponse:
    """Demande une page et lit jusqu'à la fin de son script."""
    depart, octets, erreur = time.perf_counter(), 0, ""
    await prise.send(demande.message())
    while True:
        brut = await asyncio.wait_for(prise.recv(decode=False), DELAI)
        octets += len(brut)
        message = ForwardMsg.FromString(brut)
        if message.delta.new_element.WhichOneof("type") == "exception":
            erreur = message.delta.new_element.exception.message
        if message.WhichOneof("type") == "script_finished":
            return Reponse(time.perf_counter() - depart, octets, erreur)
