"""Servir une page légère : la trouver, la composer une fois, la garder en mémoire, la rendre comprimée.

Une page ne dépend que de son adresse, des données et du registre : elle se garde sous ces trois clés, pour tous.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from donnees import entrepot
from pages.leger import adresses, image, lecture, plan_site, rendu, reponses
from pages.leger.page import Releve, Site
from pages.leger.reponses import Rendu

OCTETS: Final = 48_000_000
"""Place des réponses gardées : trois mille portraits."""
SURPLUS: Final = 400
"""Octets que coûte une entrée, en plus de son corps et de son adresse."""
FRAICHEUR: Final = 1.0
"""Secondes pendant lesquelles on ne redemande pas au registre s'il a changé."""
COMPOSEES: Final = 2
"""Pages composées en même temps, au plus : les sessions gardent le reste du processeur."""
FILE: Final = 40
"""Demandes qui attendent leur tour, au plus."""
NOM_MAX: Final = 200
"""Signes lus du nom d'un périmètre : il en garde bien moins."""
TROP: Final = "Trop de pages demandées en même temps : réessayez dans une minute."
CHEMINS: Final = (
    *(f"{racine}{{reste:path}}" for racine in adresses.RACINES),
    *(adresses.RESEAU, f"{adresses.RESEAU}/", f"{adresses.RESEAU}{adresses.APERCU}", adresses.APERCU),
    *(plan_site.RACINE, "/sitemap-{numero:int}.xml"),
)


@dataclass(frozen=True)
class Source:
    """Ce que le serveur donne à qui ne connaît pas streamlit.

    Attributes
    ----------
    version : callable
        Ce qui change à chaque écriture au registre ; `panne` si la base ne répond pas.
    releve : callable
        Version → contenu du registre.
    origine : callable
        Demande → « https://hôte », ou rien si l'hôte demandé ne se croit pas.
    """

    version: Callable[[], str]
    releve: Callable[[str], Releve]
    origine: Callable[[Scope], str]
    panne: str = "panne"


@dataclass(frozen=True)
class _Demande:
    """Ce qui désigne une réponse, et la distingue de toute autre."""

    origine: str
    chemin: str
    nom: str
    version: str
    donnees: str


class Service:
    """Les pages légères d'un serveur."""

    def __init__(self, source: Source, prefixe: str = "", octets: int = OCTETS) -> None:
        self._source, self._prefixe = source, prefixe
        self.gardees: LRUCache[_Demande, Rendu] = LRUCache(octets, getsizeof=lambda rendu: len(rendu.corps) + SURPLUS)
        self._places = asyncio.Semaphore(COMPOSEES)
        self._version, self._fin = "", 0.0
        self._attendues = 0

    def routes(self) -> list[Route]:
        """À monter dans l'application."""
        return [Route(f"{self._prefixe}{chemin}", self.repondre, methods=["GET"]) for chemin in CHEMINS]

    async def repondre(self, requete: Request) -> Response:
        """La réponse gardée ; à défaut, composée."""
        demande = _lire(requete.scope, self._prefixe, self._source.origine(requete.scope), await self._lire_version())
        rendu = self.gardees.get(demande) or await self._attendre(demande)
        garder = rendu.statut < HTTPStatus.BAD_REQUEST and demande.version != self._source.panne
        return reponses.reponse(rendu, requete, reponses.GARDE if garder else reponses.PAS_GARDER)

    async def _attendre(self, demande: _Demande) -> Rendu:
        """Compose hors de la boucle, quelques pages à la fois ; au-delà d'une file, refuse."""
        if self._attendues >= FILE:
            return reponses.texte(TROP.encode(), reponses.CLAIR, HTTPStatus.SERVICE_UNAVAILABLE)
        self._attendues += 1
        try:
            async with self._places:
                rendu = self.gardees.get(demande)
                if rendu is None:
                    rendu = await run_in_threadpool(self._composer, demande)
        finally:
            self._attendues -= 1
        self._garder(demande, rendu)
        return rendu

    async def _lire_version(self) -> str:
        """La version du registre ; quand elle change, rien de ce qu'il disait avant n'est gardé."""
        if time.monotonic() >= self._fin:
            version = await run_in_threadpool(self._source.version)
            self._fin = time.monotonic() + FRAICHEUR
            if version != self._version:
                self._version = version
                self.gardees.clear()
        return self._version

    def _garder(self, demande: _Demande, rendu: Rendu) -> None:
        """Garde une page qui vaut encore, si elle tient."""
        vaut = rendu.statut == HTTPStatus.OK and demande.version == self._version != self._source.panne
        if vaut and len(rendu.corps) + SURPLUS <= self.gardees.maxsize:
            self.gardees[demande] = rendu

    def site(self, origine: str, version: str) -> Site:
        """Le site vu d'une demande."""
        return Site(self._source.releve(version), self._prefixe, origine, version == self._source.panne)

    def _composer(self, demande: _Demande) -> Rendu:
        site = self.site(demande.origine, demande.version)
        try:
            return _plan(site, demande.chemin) if demande.chemin.endswith(".xml") else _objet(site, demande)
        except lecture.Refus as refus:
            return reponses.texte(rendu.refuser(refus.titre, refus.texte, site), reponses.HTML, refus.statut)


def _lire(portee: Scope, prefixe: str, origine: str, version: str) -> _Demande:
    chemin = str(portee["path"])[len(prefixe) :]
    question = parse_qs(portee["query_string"].decode("latin-1")) if portee["query_string"] else {}
    return _Demande(
        origine, chemin, question.get("nom", [""])[0][:NOM_MAX], version, str(entrepot.manifeste()["empreinte"])
    )


def _objet(site: Site, demande: _Demande) -> Rendu:
    """La page d'un objet ou son image ; à une autre adresse que la sienne, un renvoi."""
    chemin, apercu = demande.chemin, demande.chemin.endswith(adresses.APERCU)
    base = chemin.removesuffix(adresses.APERCU) if apercu else chemin
    objet = lecture.trouver(site, base, demande.nom)
    if (base or "/") != objet.adresse.partition("?")[0]:
        vers = adresses.apercu(objet.adresse) if apercu else objet.adresse
        return Rendu(HTTPStatus.PERMANENT_REDIRECT, "text/plain", b"", renvoi=site.lien(vers))
    if apercu:
        return reponses.fichier(image.dessiner(objet.apercu(site)), reponses.PNG)
    return reponses.texte(rendu.ecrire(objet, site), reponses.HTML)


def _plan(site: Site, chemin: str) -> Rendu:
    numero = chemin.removeprefix("/sitemap").removesuffix(".xml").removeprefix("-")
    octets = plan_site.ecrire(site, int(numero or 0))
    if octets is None:
        raise lecture.Refus(HTTPStatus.NOT_FOUND, "Rien à cette adresse", "Le plan du site est à /sitemap.xml.")
    return reponses.texte(octets, reponses.XML)
