"""Un périmètre composé dans l'Atlas : son lien, relu, donne son portrait recalculé ou la raison du refus."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from geo.erreurs import TerritoireInconnu
from geo.territoires import PERIMETRE, Territoire, lire
from pages.api.parametres import CODE_MAX, Face, comparateur
from pages.api.problemes import Refus
from pages.api.reponses import en_json
from pages.api.ressources.chiffres import Portrait
from pages.api.ressources.portrait import composer

routeur = APIRouter(tags=["Portraits"])
LIEN_MAX = CODE_MAX + 2_000
Lien = Annotated[
    str,
    Query(min_length=1, max_length=LIEN_MAX, description="Lien copié de l'Atlas, ou ce qu'il porte après « code= »."),
]


@routeur.get("/perimetres", response_model=Portrait, summary="Le portrait d'un périmètre, par son lien")
def perimetre(demande: Request, lien: Lien, face: Face = "") -> Response:
    """Relit le lien, recalcule depuis les communes ; le reste se lit à ``territoires/perimetre/{code}``."""
    territoire = _relire(lien)
    return en_json(composer(demande, territoire, comparateur(territoire, face)))


def _relire(lien: str) -> Territoire:
    """Le périmètre d'un lien ; lève `Refus` avec la raison que l'écran donnerait."""
    try:
        adresse = urlsplit(lien.strip())
        question = parse_qs(adresse.query)
    except ValueError as cause:
        raise Refus("Ce lien ne se lit pas : le recopier en entier.") from cause
    if question.get("niveau", [PERIMETRE]) != [PERIMETRE]:
        raise Refus("Ce lien mène à un territoire publié : lire territoires/{niveau}/{code}/portrait.")
    code = question.get("code", [adresse.path.rpartition("/")[2]])[0]
    try:
        return lire(PERIMETRE, code, question.get("nom", [""])[0])
    except TerritoireInconnu as refus:
        raise Refus(str(refus)) from refus
