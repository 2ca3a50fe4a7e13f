"""Parler à l'application sans navigateur : la prise WebSocket du cadre, et un mandataire qui ne répond jamais."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.navigateur.serveur import HOTE


@dataclass
class TrouNoir:
    """Un mandataire qui accepte les connexions et n'écrit rien ; ``recues`` les compte."""

    adresse: str
    recues: list[socket.socket] = field(default_factory=list)

    @property
    def variables(self) -> dict[str, str]:
        """Ce qui fait passer toute sortie du serveur par lui."""
        noms = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        return {**dict.fromkeys(noms, self.adresse), "no_proxy": "", "NO_PROXY": ""}


@contextmanager
def trou_noir() -> Iterator[TrouNoir]:
    """Ouvre le mandataire sur la boucle locale, le temps d'une épreuve."""
    with socket.create_server((HOTE, 0)) as ecoute:
        trou = TrouNoir(f"http://{HOTE}:{ecoute.getsockname()[1]}")
        threading.Thread(target=_accepter, args=(ecoute, trou), daemon=True).start()
        yield trou
    for prise in trou.recues:
        prise.close()


def _accepter(ecoute: socket.socket, trou: TrouNoir) -> None:
    while True:
        try:
            trou.recues.append(ecoute.accept()[0])
        except OSError:  # fermée à la fin de l'épreuve
            return


class Visite:
    """Une session sans navigateur."""

    def __init__(self, adresse: str, prise: ClientConnection) -> None:
        self.adresse, self.prise, self.session = adresse, prise, ""

    def aller(self, page: str, question: str = "") -> Visite:
        """Joue une page jusqu'à sa fin."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = question
        self.prise.send(message.SerializeToString())
        while True:
            recu = ForwardMsg.FromString(bytes(self.prise.recv(timeout=60, decode=False)))
            if recu.HasField("new_session"):
                self.session = recu.new_session.initialize.session_id
            if recu.WhichOneof("type") == "script_finished":
                return self

    def deposer(self, octets: bytes, nom: str = "f") -> httpx.Response:
        """Envoie un fichier, comme le ferait un déposoir."""
        with httpx.Client(trust_env=False) as client:
            client.get(f"{self.adresse}/_stcore/health")
            jeton = client.cookies["_streamlit_xsrf"]
            adresse = f"{self.adresse}/_stcore/upload_file/{self.session}/{nom}"
            return client.put(adresse, files={"file": ("codes.csv", octets)}, headers={"X-Xsrftoken": jeton})


@contextmanager
def visite(adresse: str, origine: str = "") -> Iterator[Visite]:
    """Ouvre une session ; ``origine`` par défaut celle de l'application."""
    hote = urlsplit(adresse).netloc
    with connect(
        f"ws://{hote}/_stcore/stream",
        origin=Origin(origine or adresse),
        subprotocols=[Subprotocol("streamlit")],
        proxy=None,
        max_size=None,
    ) as prise:
        yield Visite(adresse, prise)
