"""L'application : les ressources, leurs erreurs, leur mémoire, et l'accès depuis le programme d'un autre site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount
from starlette.types import ASGIApp

from pages.api import problemes
from pages.api.memoire import Memoire
from pages.api.parametres import connus
from pages.api.porte import Porte
from pages.api.reponses import PREFIXE
from pages.api.ressources import ROUTEURS

RACINE: Final = PREFIXE
TOUS: Final = ("*",)
UN_JOUR: Final = 86_400
_PROBLEME: Final[dict[int | str, dict[str, Any]]] = {
    "default": {
        "description": "Ce qui ne va pas (RFC 9457).",
        "content": {
            problemes.TYPE: {
                "schema": {
                    "type": "object",
                    "required": ["type", "title", "status", "detail", "instance"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string", "description": "Ce qui ne va pas, et quoi faire."},
                        "instance": {"type": "string"},
                        "erreurs": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {"champ": {"type": "string"}, "message": {"type": "string"}},
                            },
                        },
                    },
                }
            }
        },
    }
}


def monter(porte: Porte, prefixe: str = "", origines: Sequence[str] = TOUS) -> Mount:
    """L'interface sous `RACINE`, précédée du préfixe du site ; toute adresse de là lui revient, saut de ligne compris.

    Parameters
    ----------
    porte : Porte
        Le registre.
    origines : sequence of str
        Sites dont le programme peut lire les réponses, sans témoin ; aucun en édition locale.
    """
    montee = Mount(f"{prefixe}{RACINE}", _composer(porte, origines))
    montee.path_regex = re.compile(montee.path_regex.pattern, re.DOTALL)
    return montee


def _composer(porte: Porte, origines: Sequence[str]) -> ASGIApp:
    interface = FastAPI(
        title="Atlas des maisons de l'emploi",
        version="1",
        summary="Les données de l'Atlas, en lecture seule.",
        license_info={"name": "Licence Ouverte 2.0", "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(connus)],
        responses=_PROBLEME,
        generate_unique_id_function=_nom,
    )
    interface.state.porte = porte
    for routeur in ROUTEURS:
        interface.include_router(routeur)
    problemes.installer(interface)
    interface.openapi()  # composée d'avance : chaque demande y lit les paramètres admis
    return CORSMiddleware(
        Memoire(interface, porte.jeton),
        allow_origins=list(origines),
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match", "Range"],
        expose_headers=["ETag", "Link", "Content-Disposition"],
        max_age=UN_JOUR,
    )


def _nom(route: APIRoute) -> str:
    return route.name
