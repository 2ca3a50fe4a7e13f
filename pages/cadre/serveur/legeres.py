"""Les pages légères, montées à côté de l'application : ce que le serveur leur prête, et leurs adresses."""

from __future__ import annotations

from functools import cache

from starlette.routing import BaseRoute

from pages.cadre.serveur.adresse_publique import origine
from pages.cadre.serveur.demande import prefixe
from pages.interface import registre
from pages.leger.page import Site
from pages.leger.service import Service, Source


@cache
def service() -> Service:
    """Le service des pages légères de ce processus."""
    return Service(Source(registre.jeton, registre.releve, origine, registre.PANNE), prefixe())


def routes() -> list[BaseRoute]:
    """Ce que `st.App` monte ; le préfixe est déjà réglé quand l'entrée de l'Atlas se lit."""
    return list(service().routes())


def site(adresse: str) -> Site:
    """Le site vu d'une demande de l'application, dont l'origine est connue."""
    version = registre.jeton()
    return Site(registre.releve(version), prefixe(), adresse, version == registre.PANNE)
