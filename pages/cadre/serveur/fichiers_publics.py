"""Les fichiers que robots, navigateurs et chercheurs de failles vont chercher d'eux-mêmes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from pages.cadre.habillage import ICONE
from pages.cadre.serveur.adresse_publique import origine
from pages.cadre.serveur.demande import prefixe
from pages.cadre.serveur.reglages import reglages
from pages.leger.plan_site import RACINE

RESERVEES = ("/compte", "/saisir", "/importer", "/modifier-maison")
"""Pages où l'on s'identifie ou écrit : sans objet pour un robot, et jamais montrées dans le cadre d'un autre site."""
NON_INDEXEES = (*RESERVEES, "/auth/", "/oauth2callback", "/_stcore/", "/media/", "/sante", "/api/")
UN_JOUR = {"Cache-Control": "public, max-age=86400"}
VALIDITE = timedelta(days=180)


async def robots(portee: Scope) -> Response:
    """``robots.txt`` : tout se lit, sauf ce qui n'est pas une page publique ; où est le plan du site."""
    devant, base = prefixe(), origine(portee)
    lignes = ["User-agent: *", *(f"Disallow: {devant}{adresse}" for adresse in NON_INDEXEES)]
    lignes += [f"Sitemap: {base}{devant}{RACINE}"] if base else []
    return PlainTextResponse("\n".join(lignes) + "\n", headers=UN_JOUR)


async def securite(_portee: Scope) -> Response | None:
    """``security.txt`` (RFC 9116) ; rien tant que l'exploitant n'a pas dit où signaler une faille."""
    contact = reglages().contact
    if not contact:
        return None
    expire = (datetime.now(UTC) + VALIDITE).strftime("%Y-%m-%dT00:00:00Z")
    texte = f"Contact: {contact}\nExpires: {expire}\nPreferred-Languages: fr\n"
    return PlainTextResponse(texte, headers=UN_JOUR)


async def icone(_portee: Scope) -> Response:
    """L'icône de l'Atlas, dès avant que la page ne dise la sienne."""
    return Response(_icone(), media_type="image/png", headers=UN_JOUR)


@cache
def _icone() -> bytes:
    return ICONE.read_bytes()
