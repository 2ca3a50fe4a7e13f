"""Le dépôt de fichiers : réservé aux sessions qui ont un déposoir à l'écran, et compté par visiteur."""

from __future__ import annotations

import ipaddress
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from cachetools import LRUCache
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.cadre.serveur.demande import chemin, entete, refuser
from pages.interface import depot

ENVOI = "/_stcore/upload_file/"
FENETRE = 600.0
"""Secondes sur lesquelles on compte."""
NOMBRE, OCTETS, OCTETS_DE_TOUS = 60, 50_000_000, 400_000_000
CLIENTS = 10_000
ABONNE = 64
"""Longueur du préfixe IPv6 d'un abonné, qui dispose de toutes ses adresses."""
SANS_DEPOSOIR = "Aucun dépôt de fichier n'est ouvert sur cet écran."
SANS_TAILLE = "La taille du fichier envoyé n'est pas dite."
TROP = "Trop de fichiers envoyés d'ici en dix minutes : réessayez plus tard."


@dataclass
class Compteur:
    """Dépôts d'un visiteur dans la fenêtre : (instant, octets), du plus ancien au plus récent."""

    depots: deque[tuple[float, int]] = field(default_factory=deque)
    octets: int = 0

    def oublier(self, avant: float) -> None:
        """Oublie ce qui est sorti de la fenêtre."""
        while self.depots and self.depots[0][0] < avant:
            self.octets -= self.depots.popleft()[1]

    def noter(self, instant: float, octets: int) -> None:
        """Ajoute un dépôt."""
        self.depots.append((instant, octets))
        self.octets += octets


class Quota:
    """Ce que chacun, et tous ensemble, peuvent déposer dans la fenêtre."""

    def __init__(self, horloge: Callable[[], float] = time.monotonic) -> None:
        self.horloge = horloge
        self.tous = Compteur()
        self.clients: LRUCache[str, Compteur] = LRUCache(CLIENTS)

    def prendre(self, client: str, octets: int) -> bool:
        """Compte un dépôt de ce visiteur ; faux, et rien n'est compté, s'il dépasse."""
        instant = self.horloge()
        sien = self.clients.setdefault(client, Compteur())
        sien.oublier(instant - FENETRE)
        self.tous.oublier(instant - FENETRE)
        trop = len(sien.depots) >= NOMBRE or sien.octets + octets > OCTETS
        if trop or self.tous.octets + octets > OCTETS_DE_TOUS:
            return False
        sien.noter(instant, octets)
        self.tous.noter(instant, octets)
        return True


class GardeDepots:
    """Refuse un dépôt que rien n'attend (403), de taille inconnue (411) ou de trop (429)."""

    def __init__(self, app: ASGIApp, ouvert: Callable[[str], bool] = depot.ouvert, quota: Quota | None = None) -> None:
        self.app, self.ouvert, self.quota = app, ouvert, quota or Quota()

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Juge les envois ; laisse passer le reste, dont l'effacement d'un fichier déposé."""
        demande = chemin(portee) if portee["type"] == "http" else ""
        if demande.startswith(ENVOI) and portee["method"] in {"PUT", "POST"}:
            statut, message = self._juger(portee, demande.removeprefix(ENVOI).split("/")[0])
            if message:
                await refuser(portee, recevoir, envoyer, statut, message)
                return
        await self.app(portee, recevoir, envoyer)

    def _juger(self, portee: Scope, session: str) -> tuple[int, str]:
        """Statut et message d'un refus ; message vide si le dépôt est admis."""
        taille = entete(portee, "content-length") or ""
        if not self.ouvert(session):
            return 403, SANS_DEPOSOIR
        if not taille.isdecimal():
            return 411, SANS_TAILLE
        if not self.quota.prendre(client(portee), int(taille)):
            return 429, TROP
        return 200, ""


def client(portee: Scope) -> str:
    """Qui demande : son adresse (celle que dit un mandataire de confiance), ou son réseau en IPv6."""
    hote = str((portee.get("client") or ("",))[0])
    try:
        adresse = ipaddress.ip_address(hote)
    except ValueError:
        return hote
    if isinstance(adresse, ipaddress.IPv4Address):
        return hote
    return str(ipaddress.ip_network((adresse, ABONNE), strict=False))
