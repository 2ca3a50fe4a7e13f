"""Une réponse prête à partir : comprimée une fois pour tous, étiquetée par son contenu."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

GARDE: Final = "public, max-age=120"
PAS_GARDER: Final = "no-store"
HTML: Final = "text/html; charset=utf-8"
CLAIR: Final = "text/plain; charset=utf-8"
XML: Final = "application/xml"
PNG: Final = "image/png"


@dataclass(frozen=True)
class Rendu:
    """Une réponse prête, telle qu'elle part : comprimée si elle est du texte."""

    statut: int
    type: str
    corps: bytes
    comprime: bool = False
    etiquette: str = ""
    renvoi: str = ""


def texte(octets: bytes, genre: str, statut: int = HTTPStatus.OK) -> Rendu:
    """Un texte, comprimé."""
    return Rendu(statut, genre, gzip.compress(octets, mtime=0), comprime=True, etiquette=_etiquette(octets))


def fichier(octets: bytes, genre: str) -> Rendu:
    """Un fichier déjà comprimé par son format."""
    return Rendu(HTTPStatus.OK, genre, octets, etiquette=_etiquette(octets))


def _etiquette(octets: bytes) -> str:
    return f'W/"{hashlib.sha256(octets).hexdigest()[:16]}"'


def reponse(rendu: Rendu, requete: Request, garde: str) -> Response:
    """Ce qui part à ce visiteur : rien s'il l'a déjà, décomprimé s'il ne sait pas le faire."""
    entetes = {"Cache-Control": garde}
    if rendu.renvoi:
        return Response(status_code=rendu.statut, headers=entetes | {"Location": rendu.renvoi})
    entetes |= {"ETag": rendu.etiquette, "Vary": "Accept-Encoding", "Content-Language": "fr"}
    connue = requete.headers.get("if-none-match", "")
    if rendu.statut == HTTPStatus.OK and rendu.etiquette in connue:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=entetes)
    corps = rendu.corps
    if rendu.comprime and "gzip" in requete.headers.get("accept-encoding", ""):
        entetes["Content-Encoding"] = "gzip"
    elif rendu.comprime:
        corps = gzip.decompress(corps)
    return Response(corps, rendu.statut, entetes, rendu.type)
