"""Un périmètre composé dans l'Atlas : son lien, relu, donne son portrait recalculé ou la raison du refus."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from geo.erreurs import TerritoireInconnu
from geo.territoires import PERIMETRE, Territoire, lire
from pages.api.parametres import CODE_MAX, face
from pages.api.problemes import Refus
from pages.api.reponses import en_json
from pages.api.ressources.chiffres import Portrait
from pages.api.ressources.portrait import composer

routeur = APIRouter(tags=["Portraits"])
LIEN_MAX, CLE_MAX = CODE_MAX + 2_000, 40
Lien = Annotated[
    str,
    Query(min_length=1, max_length=LIEN_MAX, description="Lien copié de l'Atlas, ou ce qu'il porte après « code= »."),
]


@routeur.get("/perimetres", response_model=Portrait, summary="Le portrait d'un périmètre, par son lien")
def perimetre(demande: Request, lien: Lien) -> Response:
    """Relit le lien, recalcule depuis les communes ; le reste se lit à ``territoires/perimetre/{code}``."""
    territoire, cle = _relire(lien)
    return en_json(composer(demande, territoire, face(territoire, cle)))


def _relire(lien: str) -> tuple[Territoire, str]:
    """Le périmètre d'un lien et son comparateur ; lève `Refus` avec la raison que l'écran donnerait."""
    try:
        adresse = urlsplit(lien.strip())
        question = parse_qs(adresse.query)
    except ValueError as cause:
        raise Refus("Ce lien ne se lit pas : le recopier en entier.") from cause
    if question.get("niveau", [PERIMETRE]) != [PERIMETRE]:
        raise Refus("Ce lien mène à un territoire publié : lire territoires/{niveau}/{code}/portrait.")
    code = question.get("code", [adresse.path.rpartition("/")[2]])[0]
    nom, cle = (question.get(champ, [""])[0] for champ in ("nom", "comparateur"))
    try:
        return lire(PERIMETRE, code, nom), cle[:CLE_MAX]
    except TerritoireInconnu as refus:
        raise Refus(str(refus)) from refus
