"""La recherche d'un lieu à la frappe : une réponse légère, hors de toute session, que le navigateur garde un moment."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from geo.ecriture import formats
from geo.territoires.recherche import GENRES, chercher

MAXIMUM = 9
GARDE = {"Cache-Control": "public, max-age=300"}


async def repondre(question: bytes) -> Response:
    """Lieux qui répondent à ``q`` : genre, code, libellé, nature, et l'ancien nom qui a répondu."""
    texte = parse_qs(question.decode("latin-1")).get("q", [""])[0]
    return JSONResponse(await run_in_threadpool(_lieux, texte[:80]), headers=GARDE)


@lru_cache(maxsize=2048)
def _lieux(texte: str) -> list[dict[str, str]]:
    return [
        {
            "genre": lieu.genre,
            "code": lieu.code,
            "libelle": formats.typographie(lieu.libelle),
            "nature": formats.typographie(f"{GENRES[lieu.genre]}{f', code Insee {lieu.code}' if lieu.insee else ''}"),
            "ancien": formats.typographie(lieu.ancien),
        }
        for lieu in chercher(texte, MAXIMUM)
    ]
