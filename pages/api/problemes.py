"""Ce qui ne va pas, dit en français et lisible par un programme (RFC 9457, ``application/problem+json``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from donnees.erreurs import IndicateurInconnu
from donnees.registre.erreurs import ErreurRegistre, Introuvable
from geo.ecriture import formats
from geo.ecriture.textes import couper
from geo.erreurs import NiveauIndisponible, TerritoireInconnu

TYPE: Final = "application/problem+json"
TITRES: Final = {
    404: "Introuvable",
    405: "Lecture seule",
    416: "Partie introuvable",
    422: "Demande refusée",
    500: "L'Atlas n'a pas su répondre",
    503: "Indisponible pour l'instant",
}
METHODES: Final = "GET, HEAD, OPTIONS"
DETAIL_MAX: Final = 400
_REPRISE: Final = "5"
_FAUTES: Final = {
    "missing": "obligatoire",
    "int_parsing": "un nombre entier est attendu",
    "greater_than_equal": "au moins {ge}",
    "less_than_equal": "au plus {le}",
    "string_too_short": "texte trop court ({min_length} signes au moins)",
    "string_too_long": "texte trop long ({max_length} signes au plus)",
    "string_pattern_mismatch": "n'a pas la forme attendue",
    "literal_error": "attendu {expected}",
    "enum": "attendu {expected}",
}
"""Genre d'une faute de saisie → ce qu'on en dit."""


def probleme(
    portee: Scope, statut: int, detail: str, entetes: Mapping[str, str] | None = None, **autres: object
) -> Response:
    """Réponse qui dit ce qui ne va pas et quoi faire ; jamais gardée."""
    contenu = {
        "type": "about:blank",
        "title": formats.typographie(TITRES.get(statut, "Demande refusée")),
        "status": statut,
        "detail": formats.typographie(couper(detail, DETAIL_MAX)),
        "instance": quote(str(portee.get("path", "")))[:DETAIL_MAX],
        **autres,
    }
    corps = json.dumps(contenu, ensure_ascii=False).encode("utf-8", "replace")
    attente = {"Retry-After": _REPRISE} if statut == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return Response(corps, statut, {"Cache-Control": "no-store", **attente, **(entetes or {})}, TYPE)


class Refus(HTTPException):
    """Une demande qu'une ressource refuse ; le message dit quoi faire."""

    def __init__(self, detail: str, statut: int = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        super().__init__(statut, detail)


def installer(application: FastAPI) -> None:
    """Donne à l'application ses réponses aux erreurs prévues, et à celles qui ne le sont pas."""
    for erreur, statut in _PREVUES.items():
        application.add_exception_handler(erreur, _dire(statut))
    application.add_exception_handler(RequestValidationError, _saisie)
    application.add_exception_handler(HTTPException, _http)
    application.add_exception_handler(Exception, _imprevue)


_PREVUES: Final[dict[type[Exception], int]] = {
    TerritoireInconnu: 404,
    IndicateurInconnu: 404,
    NiveauIndisponible: 404,
    Introuvable: 404,
    ErreurRegistre: 503,
}


def _dire(statut: int) -> Callable[[Request, Exception], Response]:
    """Ces erreurs-là s'écrivent pour être lues : leur message est le détail."""
    return lambda demande, erreur: probleme(demande.scope, statut, str(erreur))


def _saisie(demande: Request, erreur: Exception) -> Response:
    fautes = erreur.errors() if isinstance(erreur, RequestValidationError) else []
    enoncees = [{"champ": str(faute["loc"][-1]), "message": formats.typographie(_faute(faute))} for faute in fautes]
    detail = " ; ".join(f"{dite['champ']} : {dite['message']}" for dite in enoncees)
    return probleme(demande.scope, HTTPStatus.UNPROCESSABLE_ENTITY, f"{detail}.", erreurs=enoncees)


def _faute(faute: Mapping[str, Any]) -> str:
    contexte = {nom: str(valeur).replace(" or ", " ou ") for nom, valeur in (faute.get("ctx") or {}).items()}
    return _FAUTES.get(str(faute["type"]), "valeur refusée").format_map(contexte)


def _http(demande: Request, erreur: Exception) -> Response:
    if not isinstance(erreur, HTTPException):
        return _imprevue(demande, erreur)
    if isinstance(erreur, Refus):
        return probleme(demande.scope, erreur.status_code, erreur.detail)
    if erreur.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = "L'interface se lit seulement : demander cette adresse par GET ou HEAD."
        return probleme(demande.scope, erreur.status_code, detail, {"Allow": METHODES})
    racine = demande.scope.get("root_path", "")
    return probleme(demande.scope, erreur.status_code, f"Rien à cette adresse. Les ressources sont dites à {racine}/.")


def _imprevue(demande: Request, _erreur: Exception) -> Response:
    detail = "Une erreur imprévue, consignée au journal du serveur. Réessayer plus tard, ou la signaler."
    return probleme(demande.scope, HTTPStatus.INTERNAL_SERVER_ERROR, detail)
