"""Octets et requêtes : charge utile WebSocket vue du navigateur, octets du fil vus d'un mandataire compteur."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocket

from tests.navigateur.serveur import HOTE, port_libre

BLOC = 65_536


@dataclass
class Trafic:
    """Compteurs d'une page."""

    recus: list[bytes] = field(default_factory=list)
    requetes: int = 0

    @property
    def octets(self) -> int:
        """Charge utile WebSocket reçue, décompressée."""
        return sum(map(len, self.recus))


def ecouter(page: Page) -> Trafic:
    """Compte les messages WebSocket reçus et les requêtes HTTP de la page."""
    trafic = Trafic()

    def noter(charge: str | bytes) -> None:
        trafic.recus.append(charge if isinstance(charge, bytes) else charge.encode())

    def suivre(prise: WebSocket) -> None:
        prise.on("framereceived", noter)

    def compter(_: object) -> None:
        trafic.requetes += 1

    page.on("websocket", suivre)
    page.on("request", compter)
    return trafic


@dataclass
class Fil:
    """Octets passés par le mandataire, du serveur vers le navigateur."""

    adresse: str
    octets: int = 0


@contextmanager
def mandataire(cible: str) -> Iterator[Fil]:
    """Relaie un port libre vers ``cible`` et compte les octets descendants, compression et en-têtes compris."""
    port = port_libre()
    fil = Fil(f"http://{HOTE}:{port}")
    boucle = asyncio.new_event_loop()
    arret = asyncio.Event()
    pret = threading.Event()
    fil_execution = threading.Thread(
        target=boucle.run_until_complete, args=(_relayer(fil, port, int(cible.rsplit(":", 1)[1]), pret, arret),)
    )
    fil_execution.start()
    try:
        pret.wait(10)
        yield fil
    finally:
        boucle.call_soon_threadsafe(arret.set)
        fil_execution.join(10)
        boucle.close()


async def _relayer(fil: Fil, port: int, cible: int, pret: threading.Event, arret: asyncio.Event) -> None:
    taches: set[asyncio.Task[None]] = set()

    async def relier(lecture: asyncio.StreamReader, ecriture: asyncio.StreamWriter) -> None:
        amont_lecture, amont_ecriture = await asyncio.open_connection(HOTE, cible)
        for couple in ((lecture, amont_ecriture, None), (amont_lecture, ecriture, fil)):
            tache = asyncio.create_task(_pomper(*couple))
            taches.add(tache)
            tache.add_done_callback(taches.discard)

    serveur = await asyncio.start_server(relier, HOTE, port)
    pret.set()
    await arret.wait()
    serveur.close()
    for tache in tuple(taches):
        tache.cancel()
    await asyncio.gather(*taches, return_exceptions=True)


async def _pomper(lecture: asyncio.StreamReader, ecriture: asyncio.StreamWriter, compteur: Fil | None) -> None:
    with suppress(ConnectionError):
        while bloc := await lecture.read(BLOC):
            if compteur:
                compteur.octets += len(bloc)
            ecriture.write(bloc)
            await ecriture.drain()
    ecriture.close()
