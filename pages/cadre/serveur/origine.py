"""L'origine d'une prise WebSocket, jugée ici : le cadre, lui, chercherait au dehors l'adresse publique du serveur."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.cadre.serveur.demande import entete, refuser, sans_commande
from pages.cadre.serveur.reglages import ORIGINES, Reglages, reglages

PORTS = {"http": 80, "https": 443}
REFUS = "Demande d'une autre origine, refusée."
JOURNAL = logging.getLogger("atlas.serveur")
SILENCE = 60.0
"""Secondes entre deux lignes du journal : un mandataire mal réglé se voit, un visiteur insistant ne le remplit pas."""


class GardeOrigine:
    """Refuse une prise WebSocket demandée par la page d'un autre site ; n'appelle jamais le réseau.

    Un mandataire inverse transmet l'hôte demandé (Host) ; s'il le change, ``ATLAS_ORIGINES`` dit les origines admises.
    """

    def __init__(self, app: ASGIApp, lire: Callable[[], Reglages] = reglages) -> None:
        self.app, self.lire = app, lire
        self.dite = -SILENCE

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Juge les prises WebSocket ; laisse passer le reste."""
        origine = entete(portee, "origin") if portee["type"] == "websocket" else None
        if origine is None or meme_site(origine, entete(portee, "host") or ""):
            await self.app(portee, recevoir, envoyer)
        elif origine.lower() in self.lire().origines:
            await self.app(_sous_l_hote(portee, urlsplit(origine).netloc), recevoir, envoyer)
        else:
            self._dire(origine, entete(portee, "host") or "")
            await refuser(portee, recevoir, envoyer, 403, REFUS)

    def _dire(self, origine: str, hote: str) -> None:
        """Au journal, de quoi reconnaître un mandataire qui change l'hôte demandé."""
        if time.monotonic() - self.dite < SILENCE:
            return
        self.dite = time.monotonic()
        JOURNAL.warning(
            "Prise refusée : demandée par %s à l'hôte %s. Si l'origine est l'Atlas, transmettre Host ou régler %s.",
            sans_commande(origine),
            sans_commande(hote),
            ORIGINES,
        )


def meme_site(origine: str, hote: str) -> bool:
    """Dit si l'origine est l'hôte demandé, au port près que le navigateur tait (80 en HTTP, 443 en HTTPS)."""
    try:
        de, vers = urlsplit(origine), urlsplit(f"//{hote}")
        defaut = PORTS.get(de.scheme)
        if defaut is None or de.hostname is None or vers.username or vers.path:
            return False
        ports = de.port or defaut, vers.port or defaut
    except ValueError:  # un port qui n'en est pas un
        return False
    return (de.hostname, ports[0]) == (vers.hostname, ports[1])


def _sous_l_hote(portee: Scope, hote: str) -> Scope:
    """La même demande, sous l'hôte de son origine admise : le cadre n'a plus rien à chercher."""
    autres = [(nom, valeur) for nom, valeur in portee["headers"] if nom != b"host"]
    return {**portee, "headers": [*autres, (b"host", hote.encode("latin-1"))]}
