"""La prise d'écoute : fermée tant que l'Atlas n'est pas prêt. N'importe rien de lourd : `app.py` la ferme avant tout.

Streamlit écoute avant de charger l'application : dix secondes durant, une demande attendrait au lieu d'être refusée
aussitôt, et envoyée par le mandataire à une autre réplique. Le port reste à nous ; asyncio se remet à écouter quand
l'application est prête.
"""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from contextlib import suppress

FERMEES: list[socket.socket] = []
"""Prises que l'on a fermées, et qui écouteront : elles comptent parmi celles de ce processus."""


def prises() -> Iterator[socket.socket]:
    """Prises où ce processus écoute vraiment, ou va écouter, quoi qu'en disent les réglages."""
    yield from (prise for prise in FERMEES if not _ecoute(prise))
    for objet in gc.get_objects():
        if type(objet) is socket.socket and _ecoute(objet):
            yield objet


def _ecoute(prise: socket.socket) -> bool:
    tcp = prise.family in {socket.AF_INET, socket.AF_INET6} and prise.type == socket.SOCK_STREAM
    return tcp and prise.fileno() >= 0 and bool(prise.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def fermer() -> None:
    """Cesse d'écouter, en gardant le port, et pose TCP_NODELAY, dont Streamlit 1.67 se passe.

    Les connexions acceptées en héritent (Linux) ; mesuré sur 300 fichiers, connexion gardée : 44,0 → 1,4 ms chacun.
    """
    for prise in list(prises()):
        adresse = prise.getsockname()
        prise.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):  # un port choisi par la machine se perd ainsi, et se reprend ; un autre est resté
            prise.bind(adresse)
        prise.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        FERMEES.append(prise)
