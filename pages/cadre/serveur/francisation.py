"""La page HTML du cadre, en français : langue, adresse du serveur, feuille de style et gestes posés d'emblée."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.cadre import habillage, traduction
from pages.cadre.serveur.annonce import balises
from pages.cadre.serveur.avances import annonces
from pages.cadre.serveur.demande import chemin, entete, prefixe
from pages.leger.adresses import est_legere

RESERVES = ("/static/", "/component/", "/media/", "/_stcore/", "/auth/", "/oauth2callback", "/api/")
EMPREINTES = "atlas.empreintes"
"""Où la demande garde les empreintes des scripts de la page, pour sa politique de sécurité."""
_PARTIELLES = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"}
"""Entêtes qui feraient rendre au cadre autre chose que sa page entière, seule recomposable."""
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_AGENT = re.compile(r'<link rel="service-desc"[^>]*>')
_SANS_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_EXPLICATION = "<noscript><p>L’Atlas a besoin de JavaScript : activez-le dans votre navigateur.</p></noscript>"
_TITRE = re.compile(rb"<title>.*?</title>", re.DOTALL)


class Page(NamedTuple):
    """Une page recomposée, son étiquette, et l'empreinte de chacun de ses scripts."""

    corps: bytes
    etiquette: str
    empreintes: tuple[str, ...]


class Francisation:
    """Dit la langue (RGAA 8.3), où est le serveur, que Streamlit chercherait par essais, et où est le code français."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        """Réécrit les pages HTML ; laisse passer le reste."""
        demande = chemin(portee) if portee["type"] == "http" and portee["method"] == "GET" else RESERVES[0]
        if demande.startswith(RESERVES) or est_legere(demande):
            await self.app(portee, recevoir, envoyer)
            return
        nus = [(nom, valeur) for nom, valeur in portee["headers"] if nom not in _PARTIELLES]
        await self.app({**portee, "headers": nus}, recevoir, _Reecriture(portee, envoyer).envoyer)


class _Reecriture:
    """Retient une réponse HTML jusqu'à sa fin, et rend la page recomposée."""

    def __init__(self, portee: Scope, envoyer: Send) -> None:
        self._portee, self._envoyer = portee, envoyer
        self._tete: Message | None = None
        self._corps = b""

    async def envoyer(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _est_html(message):
            self._tete = message
        elif self._tete is None:
            await self._envoyer(message)
        else:
            self._corps += message.get("body", b"")
            if not message.get("more_body", False):
                await self._rendre(self._tete)

    async def _rendre(self, tete: Message) -> None:
        page = annoncer(composer(self._corps.decode(), prefixe()), await run_in_threadpool(balises, self._portee))
        self._portee[EMPREINTES] = page.empreintes
        entetes = MutableHeaders(raw=tete["headers"])
        for nom in ("content-length", "last-modified", "accept-ranges"):
            del entetes[nom]
        entetes["etag"] = page.etiquette
        inchangee = entete(self._portee, "if-none-match") == page.etiquette and tete["status"] == HTTPStatus.OK
        corps = b"" if inchangee else page.corps
        if not inchangee:
            entetes["content-length"] = str(len(corps))
        await self._envoyer({**tete, "status": HTTPStatus.NOT_MODIFIED if inchangee else tete["status"]})
        await self._envoyer({"type": "http.response.body", "body": corps})


def _est_html(message: Message) -> bool:
    return MutableHeaders(raw=message["headers"]).get("content-type", "").startswith("text/html")


@lru_cache(maxsize=4)
def composer(source: str, devant: str) -> Page:
    """Page du cadre, sous le préfixe ``devant``, avec nos styles et nos gestes : aucune requête de plus."""
    adresse = (
        f'<script>window.__streamlit = {{BACKEND_BASE_URL: window.location.origin + "{devant}/"}};'
        'window[Symbol.for("react-aria.i18n.locale")] = "fr-FR";</script>'
    )
    source = source.replace("./static/", f"./{traduction.dossier()}")
    texte = _SANS_SCRIPT.sub(_EXPLICATION, _AGENT.sub("", source)).replace('<html lang="en"', '<html lang="fr"', 1)
    texte = texte.replace("<head>", f"<head>{adresse}", 1)
    texte = texte.replace("</head>", f"{annonces(texte)}</head>", 1)
    texte = texte.replace("</body>", f"{_habits()}</body>", 1)
    corps = texte.encode()
    empreintes = tuple(_empreinte(script) for script in _SCRIPT.findall(texte))
    return Page(corps, f'"{hashlib.sha256(corps).hexdigest()[:16]}"', empreintes)


def annoncer(page: Page, annonce: str) -> Page:
    """La page, avec le titre, la description et l'image de partage de ce qu'on lui demande."""
    corps = _TITRE.sub(lambda _: annonce.encode(), page.corps, count=1)
    return page._replace(corps=corps, etiquette=f'"{hashlib.sha256(corps).hexdigest()[:16]}"')


def _empreinte(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _habits() -> str:
    """Feuille de style et gestes (copier, imprimer), dans la page même."""
    return f"<style>{habillage.style()}</style><script>{habillage.gestes()}</script>"
