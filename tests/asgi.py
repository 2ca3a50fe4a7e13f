"""Adresser une demande à un intermédiaire ASGI, sans serveur ni réseau, et lire ce qu'il répond."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOTE = "atlas.exemple.fr"
T = TypeVar("T")


@dataclass
class Reponse:
    """Ce qui est sorti de l'intermédiaire, et ce que l'application derrière lui a reçu."""

    envoyes: list[Message] = field(default_factory=list)
    recues: list[Scope] = field(default_factory=list)
    lus: list[Message] = field(default_factory=list)

    @property
    def statut(self) -> int:
        """Statut HTTP."""
        return int(self.envoyes[0]["status"])

    @property
    def entetes(self) -> dict[str, str]:
        """Entêtes HTTP."""
        return {nom.decode("latin-1").lower(): valeur.decode("latin-1") for nom, valeur in self.envoyes[0]["headers"]}

    @property
    def corps(self) -> bytes:
        """Corps, tel quel."""
        return b"".join(message.get("body", b"") for message in self.envoyes)

    @property
    def texte(self) -> str:
        """Corps, en texte."""
        return self.corps.decode()

    @property
    def admise(self) -> bool:
        """Vrai si la demande est parvenue à l'application."""
        return bool(self.recues)


class Application:
    """L'application gardée : rend toujours la même page, ou lit tous les messages d'une prise."""

    def __init__(self, corps: bytes = b"page", entetes: Mapping[str, str] | None = None, statut: int = 200) -> None:
        self.corps, self.statut = corps, statut
        self.entetes = [(n.encode(), v.encode()) for n, v in (entetes or {"content-type": "text/plain"}).items()]
        self.reponse = Reponse()

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Note la demande et y répond."""
        self.reponse.recues.append(portee)
        if portee["type"] == "http":
            await envoyer({"type": "http.response.start", "status": self.statut, "headers": list(self.entetes)})
            await envoyer({"type": "http.response.body", "body": self.corps})
            return
        while (message := await recevoir())["type"] != "websocket.disconnect":
            self.reponse.lus.append(message)


def portee(chemin: str = "/", *, sorte: str = "http", methode: str = "GET", **autres: Any) -> Scope:
    """Une demande ; ``entetes`` en noms et valeurs, ``question`` sans point d'interrogation."""
    entetes = {"host": HOTE, **autres.pop("entetes", {})}
    base = {
        "type": sorte,
        "path": chemin,
        "method": methode,
        "query_string": autres.pop("question", "").encode(),
        "headers": [(nom.encode(), valeur.encode("latin-1")) for nom, valeur in entetes.items()],
        "scheme": "http" if sorte == "http" else "ws",
        "server": ("127.0.0.1", 8501),
        "client": ("127.0.0.1", 50000),
    }
    return {**base, **autres}


def adresser(
    intermediaire: ASGIApp, demande: Scope, derriere: Application, messages: Sequence[Message] = ()
) -> Reponse:
    """Mène une demande jusqu'au bout ; une prise reçoit ``messages``, puis se ferme."""
    reponse = derriere.reponse
    suite = iter([*messages, {"type": "websocket.disconnect", "code": 1000}])

    async def recevoir() -> Message:
        return next(suite)

    async def envoyer(message: Message) -> None:
        reponse.envoyes.append(message)

    mener(intermediaire(demande, recevoir, envoyer))  # type: ignore[arg-type]  # une coroutine
    return reponse


def mener(coroutine: Coroutine[Any, Any, T]) -> T:
    """Joue une coroutine dans un fil à elle : celui des épreuves a déjà une boucle quand Playwright y tourne."""
    with ThreadPoolExecutor(1) as fil:
        return fil.submit(asyncio.run, coroutine).result()
