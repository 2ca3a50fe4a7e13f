"""L'interface décrite : pour un programme (OpenAPI), et pour qui la lit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from donnees import entrepot
from geo.ecriture.formats import nombre, typographie
from geo.territoires.perimetre import encoder
from pages.api.parametres import LIMITE, LIMITE_MAX
from pages.api.reponses import racine

routeur = APIRouter(include_in_schema=False)
GABARIT: Final = Path(__file__).parent.parent / "documentation.html"
STYLE: Final = GABARIT.with_suffix(".css")
_CODE: Final = re.compile("``(.+?)``")
PERIMETRE: Final = "/perimetres?" + urlencode({"lien": encoder(("42044", "42218"))})
"""Le portrait de deux communes voisines, Le Chambon-Feugerolles et Saint-Étienne, composées en périmètre."""
EXEMPLES: Final = {
    "/indicateurs": "/indicateurs?theme=chomage",
    "/indicateurs/{indicateur}": "/indicateurs/chomage_localise",
    "/valeurs/{indicateur}/{niveau}": "/valeurs/chomage_localise/zone_emploi?limite=5",
    "/valeurs/{indicateur}/{niveau}.csv": "/valeurs/chomage_localise/zone_emploi.csv?periode=2025-T4",
    "/valeurs/{indicateur}/{niveau}.csv-metadata.json": "/valeurs/chomage_localise/zone_emploi.csv-metadata.json",
    "/valeurs/{indicateur}/{niveau}.geojson": "/valeurs/revenu_median/commune.geojson?zone=8435",
    "/territoires": "/territoires?q=voiron",
    "/territoires/{niveau}": "/territoires/zone_emploi?limite=5",
    "/territoires/{niveau}/{code}": "/territoires/zone_emploi/8435",
    "/territoires/{niveau}/{code}/communes": "/territoires/zone_emploi/8435/communes?limite=5",
    "/territoires/{niveau}/{code}/voisins": "/territoires/zone_emploi/8435/voisins",
    "/territoires/{niveau}/{code}/semblables": "/territoires/zone_emploi/8435/semblables",
    "/territoires/{niveau}/{code}/portrait": "/territoires/zone_emploi/8435/portrait?comparateur=departement.38",
    "/territoires/{niveau}/{code}/mesures": "/territoires/epci/243800984/mesures",
    "/territoires/{niveau}/{code}/mesures.csv": "/territoires/epci/243800984/mesures.csv",
    "/territoires/{niveau}/{code}/mesures.csv-metadata.json": "/territoires/epci/243800984/mesures.csv-metadata.json",
    "/territoires/{niveau}/{code}/mesures.geojson": "/territoires/epci/243800984/mesures.geojson",
    "/territoires/{niveau}/{code}/series/{indicateur}": "/territoires/zone_emploi/8435/series/chomage_localise",
    "/perimetres": PERIMETRE,
    "/maisons": "/maisons?dans=region.44&limite=5",
    "/actions": "/actions?theme=clause_sociale&limite=5",
    "/produits": "/produits",
    "/produits/{nom}": "/produits/valeurs.parquet",
}
"""Adresse d'une ressource → une adresse qui répond."""


class Parametre(NamedTuple):
    """Un paramètre, prêt à lire."""

    nom: str
    admet: str
    sens: str


class Ressource(NamedTuple):
    """Une ressource, prête à lire."""

    chemin: str
    titre: str
    texte: str
    parametres: tuple[Parametre, ...]
    exemple: str


@routeur.get("/openapi.json")
def openapi(demande: Request) -> Response:
    """La description OpenAPI, à l'adresse où elle est servie."""
    contenu = {**demande.app.openapi(), "servers": [{"url": racine(demande)}]}
    return Response(json.dumps(contenu, ensure_ascii=False), media_type="application/json")


@routeur.get("/")
def accueil(demande: Request) -> Response:
    """La page qui dit tout cela en français."""
    return HTMLResponse(_gabarit().render(**_contenu(demande)))


@cache
def _gabarit() -> Any:  # noqa: ANN401 - jinja2 n'a pas de type pour ses gabarits compilés
    milieu = Environment(loader=FileSystemLoader(GABARIT.parent), autoescape=True, undefined=StrictUndefined)
    milieu.filters["francais"] = _francais
    return milieu.get_template(GABARIT.name)


def _francais(texte: str) -> Markup:
    """Texte composé ; ce qu'il met entre deux accents graves est du code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(typographie(texte)))))  # noqa: S704 - échappé juste avant


def _contenu(demande: Request) -> dict[str, object]:
    decrite = demande.app.openapi()
    familles: dict[str, list[Ressource]] = {}
    for chemin, operations in decrite["paths"].items():
        operation = operations["get"]
        familles.setdefault(operation["tags"][0], []).append(_ressource(chemin, operation, decrite["components"]))
    for siennes in familles.values():
        siennes.sort()
    return {
        "racine": racine(demande),
        "style": STYLE.read_text(encoding="utf-8"),
        "familles": familles,
        "empreinte": entrepot.manifeste()["empreinte"],
        "limite": LIMITE,
        "limite_max": nombre(LIMITE_MAX),
        "version": decrite["info"]["version"],
    }


def _ressource(chemin: str, operation: Mapping[str, Any], composants: Mapping[str, Any]) -> Ressource:
    parametres = tuple(
        Parametre(dit["name"], _admet(dit, composants["schemas"]), dit.get("description", ""))
        for dit in operation.get("parameters", ())
    )
    exemple = EXEMPLES.get(chemin, "")
    return Ressource(chemin, operation["summary"], operation["description"], parametres, exemple)


def _admet(parametre: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """« de 1 à 1 000 ; d'office 100 », « france, region… », « obligatoire »."""
    schema = parametre["schema"]
    for autre in (schema, *schema.get("anyOf", ())):
        choix = schemas.get(str(autre.get("$ref", "")).rpartition("/")[2], autre).get("enum")
        if choix:
            return ", ".join(choix)
    if "maximum" in schema:
        return f"de {schema['minimum']} à {nombre(schema['maximum'])} ; d'office {schema['default']}"
    return "obligatoire" if parametre["required"] else ""
