"""Ne pas démarrer se dit en une phrase : ce qui ne va pas, où, quoi faire, au lieu d'une trace."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from donnees.erreurs import ErreurDonnees
from pages.cadre.serveur.reglages import ReglageInvalide

PREVUES = (ErreurDonnees, ReglageInvalide)
"""Ce qui arrête un démarrage et que l'exploitant peut corriger ; le reste est un défaut, et garde sa trace."""


class ArretClair:
    """Remplace la trace d'un démarrage refusé par le message de l'erreur ; le code d'arrêt du serveur reste."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Retient l'annonce d'un échec de démarrage jusqu'à en connaître la cause."""
        if portee["type"] != "lifespan":
            await self.app(portee, recevoir, envoyer)
            return
        retenus: list[Message] = []

        async def retenir(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed":
                retenus.append(message)
            else:
                await envoyer(message)

        try:
            await self.app(portee, recevoir, retenir)
        except BaseException as cause:
            if retenus and isinstance(cause, PREVUES):
                await envoyer({"type": "lifespan.startup.failed", "message": f"L'Atlas ne démarre pas. {cause}"})
                return
            for message in retenus:
                await envoyer(message)
            raise
