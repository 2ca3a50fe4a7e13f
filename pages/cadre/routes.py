"""Ce que le serveur rend à côté de l'application : chaque voisin monte ici ses adresses, sous le préfixe du site."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from pages import api
from pages.cadre.serveur import boucle, legeres
from pages.cadre.serveur.demande import prefixe
from pages.interface import registre


def interface() -> list[BaseRoute]:
    """L'interface ouverte ; en édition locale, le programme d'aucun autre site ne la lit."""
    racine = f"{prefixe()}{api.RACINE}"

    async def vers_la_racine(_demande: Request) -> RedirectResponse:
        return RedirectResponse(f"{racine}/")

    origines = () if boucle.active() else ("*",)
    return [Route(racine, vers_la_racine), api.monter(registre, prefixe(), origines)]


ROUTES: list[BaseRoute] = [*legeres.routes(), *interface()]
