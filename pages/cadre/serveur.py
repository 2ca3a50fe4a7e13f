"""Le serveur : page en français, cache éternel des fichiers empreintés, script joué avant le premier visiteur."""

from __future__ import annotations

import gc
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from streamlit.runtime import get_instance

from donnees import entrepot
from geo import comparables, mesures, territoires
from geo.territoires import perimetre
from pages.cadre.habillage import GESTES, STYLE
from pages.interface import acces, registre

ETERNEL = "public, max-age=31536000, immutable"
_EMPREINTE = re.compile(r"^/component/.*-[0-9a-f]{10}\.(json|json\.gzip|js)$|^/media/[0-9a-f]{32,}\.\w+$")
_RESERVE = ("/static/", "/component/", "/media/", "/_stcore/", "/favicon")
_TETE = """<meta name="description" content="La carte des bassins d'emploi de France, des maisons de l'emploi et de
leurs actions, sur données ouvertes." />
<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin + "/"};</script>"""


class Francisation(BaseHTTPMiddleware):
    """Dit la langue de la page (RGAA 8.3) et l'adresse du serveur, que Streamlit chercherait par essais."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Réécrit les pages HTML (langue, adresse, feuille de style posée d'emblée) ; laisse passer le reste."""
        if request.url.path == "/accueil":  # la page par défaut de Streamlit ne répond qu'à la racine
            return RedirectResponse(str(request.url.replace(path="/")))
        if request.method != "GET" or request.url.path.startswith(_RESERVE):
            reponse = await call_next(request)
            if _EMPREINTE.match(request.url.path) and reponse.status_code == 200:  # noqa: PLR2004 - HTTP OK
                reponse.headers["Cache-Control"] = ETERNEL
            return reponse
        request.scope["headers"] = [(n, v) for n, v in request.scope["headers"] if n != b"accept-encoding"]
        reponse = await call_next(request)
        if not reponse.headers.get("content-type", "").startswith("text/html"):
            return reponse
        flux = reponse.body_iterator  # type: ignore[attr-defined]  # Starlette rend ici une réponse en flux
        corps = b"".join([morceau async for morceau in flux]).decode()
        corps = corps.replace('<html lang="en"', '<html lang="fr"', 1).replace("<head>", f"<head>{_TETE}", 1)
        corps = corps.replace("</body>", f"{_habits()}</body>", 1)
        entetes = {n: v for n, v in reponse.headers.items() if n not in {"content-length", "etag"}}
        return Response(corps, reponse.status_code, entetes)


def _habits() -> str:
    """Feuille de style et gestes (copier, imprimer), dans la page même : aucune requête de plus."""
    return f"<style>{STYLE.read_text(encoding='utf-8')}</style><script>{GESTES.read_text(encoding='utf-8')}</script>"


@asynccontextmanager
async def mise_en_route(_app: st.App) -> AsyncIterator[None]:
    """Joue la page une fois avant d'ouvrir : le premier lien profond ne voit ni attente ni « Page not found ».

    Ce qui est alors en mémoire y restera : le ramasse-miettes que Streamlit lance après chaque relance
    n'a plus à le parcourir (mesuré : 190 ms de processeur par changement d'indicateur avant, 30 ms après).
    """
    acces.mode()  # des réglages d'édition dangereux empêchent de démarrer
    _sans_attente()
    await get_instance().does_script_run_without_error()
    prechauffer()
    gc.collect()
    gc.freeze()
    yield


def prechauffer() -> None:
    """Lit d'avance ce que tout portrait relit : grilles communales, périmètres connus, espace des comparables.

    Mesuré : 4,4 s pour le premier portrait d'un processus neuf, 0,3 s ensuite.
    """
    registre.releve()
    perimetre.connus()
    comparables.semblables(entrepot.territoires("zone_emploi").index[0])
    mesures.toutes(territoires.du_perimetre(territoires.membres("commune", entrepot.territoires("commune").index[0])))


def _sans_attente() -> None:
    """Pose TCP_NODELAY sur la prise d'écoute, que Streamlit 1.67 ouvre sans : 44 ms de moins par petite réponse.

    Les connexions acceptées en héritent (Linux) ; mesuré sur 300 fichiers, connexion gardée : 44,0 → 1,4 ms chacun.
    """
    for objet in gc.get_objects():
        if type(objet) is socket.socket and _ecoute(objet):
            objet.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _ecoute(prise: socket.socket) -> bool:
    tcp = prise.family in {socket.AF_INET, socket.AF_INET6} and prise.type == socket.SOCK_STREAM
    return tcp and prise.fileno() >= 0 and bool(prise.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


INTERMEDIAIRES = [Middleware(Francisation)]
