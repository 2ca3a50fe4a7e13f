"""Dire à systemd que la réplique est prête, et qu'elle vit : sans lui (``NOTIFY_SOCKET`` absent), ne rien dire."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress

VARIABLE = "NOTIFY_SOCKET"
PRETE, VIVANTE, ARRET = "READY=1", "WATCHDOG=1", "STOPPING=1"
BATTEMENT = 10.0
"""Secondes entre deux battements ; l'unité en attend un par minute."""


def annoncer(etat: str) -> None:
    """Envoie un état à systemd ; une annonce perdue ne fait pas tomber la réplique."""
    adresse = os.environ.get(VARIABLE, "")
    if not adresse:
        return
    nom = f"\0{adresse[1:]}" if adresse.startswith("@") else adresse
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as prise:
        prise.sendto(etat.encode(), nom)


async def battre() -> None:
    """Bat tant que la boucle du serveur tourne : figée, elle se tait, et systemd la relance."""
    while True:
        annoncer(VIVANTE)
        await asyncio.sleep(BATTEMENT)
