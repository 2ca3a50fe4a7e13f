"""Le code de Streamlit, servi en français à son adresse (`pages.cadre.traduction`)."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.cadre import icones
from pages.cadre.serveur.demande import chemin, entete
from pages.cadre.traduction import empreinte, fichiers, traduit

ETERNEL = "public, immutable, max-age=31536000"
PASSAGER = "no-cache"
"""Pour l'adresse d'une autre version (deux serveurs pendant une mise à jour) : juste, mais à ne pas garder."""
_ADRESSE = re.compile(r"/static/fr-([0-9a-f]{10})/(.*)")


@cache
def _etiquette(nom: str) -> str:
    return f'"{hashlib.sha256(traduit(nom)).hexdigest()[:16]}"'


class Paquet:
    """Sert les fichiers traduits ; laisse au cadre les autres, ramenés à leur adresse d'origine."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Répond aux demandes sous l'adresse française."""
        trouve = _ADRESSE.fullmatch(chemin(portee)) if portee["type"] == "http" else None
        if trouve is None:
            await self.app(portee, recevoir, envoyer)
            return
        version, nom = trouve.groups()
        if portee["method"] in {"GET", "HEAD"} and icones.NOM.fullmatch(nom):
            await (await _police(version))(portee, recevoir, envoyer)
        elif portee["method"] in {"GET", "HEAD"} and nom in fichiers():
            await _reponse(portee, nom, version)(portee, recevoir, envoyer)
        else:
            await self.app(_origine(portee, version), recevoir, envoyer)


async def _police(version: str) -> Response:
    """Les icônes, réduites à celles qui peuvent se montrer ; composées hors de la boucle, une fois."""
    entetes = {"Cache-Control": ETERNEL if version == empreinte() else PASSAGER}
    return Response(await run_in_threadpool(icones.police), media_type="font/woff2", headers=entetes)


def _reponse(portee: Scope, nom: str, version: str) -> Response:
    entetes = {"ETag": _etiquette(nom), "Cache-Control": ETERNEL if version == empreinte() else PASSAGER}
    if entete(portee, "if-none-match") == entetes["ETag"]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=entetes)
    return Response(traduit(nom), media_type="text/javascript", headers=entetes)


def _origine(portee: Scope, version: str) -> Scope:
    """La même demande, à l'adresse que connaît le cadre."""
    francais, brut = f"/static/fr-{version}/", portee.get("raw_path", b"")
    return {
        **portee,
        "path": portee["path"].replace(francais, "/static/", 1),
        "raw_path": brut.replace(francais.encode(), b"/static/", 1),
    }
