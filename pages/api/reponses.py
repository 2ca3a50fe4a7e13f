"""Ce qui part : du JSON décrit, des pages bornées, des fichiers nommés comme à l'écran."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from geo.territoires import Territoire, parametres

PREFIXE: Final = "/api/v1"
TYPES: Final = {
    "csv": "text/csv; charset=utf-8; header=present",
    "geojson": "application/geo+json",
    "csvm": "application/csvm+json",
}


class Modele(BaseModel):
    """Ce qu'une réponse contient ; figé."""

    model_config = ConfigDict(frozen=True, extra="forbid")


ElementT = TypeVar("ElementT")


class Page(Modele, Generic[ElementT]):
    """Une page d'une liste, et l'adresse de la suivante."""

    total: int = Field(description="Éléments de la liste entière.")
    suivant: str | None = Field(description="Adresse de la page suivante ; nulle à la dernière.")
    elements: tuple[ElementT, ...]


class Tranche(Modele):
    """Ce qu'une page prend d'une liste."""

    debut: int
    fin: int
    suivant: str | None


def trancher(demande: Request, cles: Sequence[str], limite: int, apres: str) -> Tranche:
    """La tranche qui suit ``apres`` dans des clés triées : une écriture entre deux pages n'en fait sauter aucune."""
    debut = bisect_right(cles, apres) if apres else 0
    fin = min(debut + limite, len(cles))
    if fin >= len(cles):
        return Tranche(debut=debut, fin=fin, suivant=None)
    autres = [(nom, valeur) for nom, valeur in demande.query_params.multi_items() if nom != "apres"]
    return Tranche(debut=debut, fin=fin, suivant=f"{demande.url.path}?{urlencode([*autres, ('apres', cles[fin - 1])])}")


def en_json(modele: BaseModel) -> Response:
    """Le modèle en JSON ; une page dit aussi sa suivante dans l'entête ``Link``."""
    suivant = getattr(modele, "suivant", None)
    entetes = {"Link": f'<{suivant}>; rel="next"'} if suivant else {}
    return Response(modele.model_dump_json(), headers=entetes, media_type="application/json")


def fichier(octets: bytes, nom: str, suffixe: str, fiche: str = "") -> Response:
    """Un fichier à emporter, et l'adresse de sa fiche CSVW s'il en a une."""
    lien = {"Link": f'<{fiche}>; rel="describedby"; type="{TYPES["csvm"]}"'} if fiche else {}
    entetes = {"Content-Disposition": f'attachment; filename="{nom}.{suffixe}"', **lien}
    return Response(octets, headers=entetes, media_type=TYPES[suffixe])


def racine(demande: Request) -> str:
    """Chemin de l'interface : « /api/v1 », précédé du préfixe du site."""
    return str(demande.scope.get("root_path", "")).rstrip("/")


def du_territoire(demande: Request, territoire: Territoire, suite: str = "") -> str:
    """Adresse d'un territoire dans l'interface, ou de ce qui en dépend."""
    dits = parametres(territoire)
    nom = f"?{urlencode({'nom': dits['nom']})}" if "nom" in dits else ""
    return f"{racine(demande)}/territoires/{territoire.niveau}/{territoire.code}{suite}{nom}"


def site(demande: Request) -> str:
    """Préfixe du site ; vide à la racine d'un hôte."""
    return racine(demande).removesuffix(PREFIXE)


def de_l_ecran(demande: Request, page: str, question: dict[str, str]) -> str:
    """Adresse d'une page de l'Atlas."""
    return f"{site(demande)}/{page}?{urlencode(question)}"
