"""Les produits à télécharger : les tables mêmes que lit l'Atlas, en Parquet, avec leur somme SHA-256."""

from __future__ import annotations

import re
from typing import Annotated, Final

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from donnees import entrepot
from pages.api.memoire import UNE_HEURE, inchangee
from pages.api.problemes import Refus
from pages.api.reponses import Modele, en_json, racine

routeur = APIRouter(tags=["Produits"])
PARQUET: Final = "application/vnd.apache.parquet"
TEL_QUEL: Final = {"Content-Encoding": "identity"}
"""Déjà compressé : rien ne le recompresse en chemin ; `pages.cadre.serveur.entetes` l'ôte à la sortie."""
PLAGE: Final = re.compile(r"bytes=(?:(?P<debut>\d{1,15})-\d{0,15}|-\d{1,15})", re.ASCII)
AU_REGISTRE: Final = frozenset(("actions.parquet", "maisons.parquet"))
"""Le premier contenu du registre, qui depuis les tient : ils se lisent à /maisons et /actions."""


class Produit(Modele):
    """Une table à télécharger."""

    nom: str
    lignes: int
    octets: int
    sha256: str
    adresse: str


class Produits(Modele):
    """Les tables d'une version des données."""

    empreinte: str = Field(description="Change avec le contenu des produits.")
    licence: str
    elements: tuple[Produit, ...]


@routeur.get("/produits", response_model=Produits, summary="Les tables à télécharger")
def produits(demande: Request) -> Response:
    """Noms, tailles et sommes ; les maisons et les actions se lisent au registre, qui les tient à jour."""
    manifeste = entrepot.manifeste()
    elements = tuple(
        Produit(
            nom=nom,
            lignes=int(manifeste["lignes"][nom.removesuffix(".parquet")]),
            octets=entrepot.chemin(nom).stat().st_size,
            sha256=somme,
            adresse=f"{racine(demande)}/produits/{nom}",
        )
        for nom, somme in sorted(_offerts().items())
    )
    licence = "Licence Ouverte 2.0, ou conditions du producteur dites par la fiche de chaque indicateur"
    return en_json(Produits(empreinte=str(manifeste["empreinte"]), licence=licence, elements=elements))


@routeur.get(
    "/produits/{nom}",
    response_class=Response,
    summary="Une table, en Parquet",
    responses={200: {"content": {PARQUET: {}}}},
)
def produit(
    demande: Request,
    nom: Annotated[str, Path(pattern=r"^[a-z0-9_]+\.parquet$", max_length=60, description="Nom du fichier.")],
) -> Response:
    """Le fichier, octet pour octet celui du manifeste ; une partie se demande par ``Range``."""
    somme = _offerts().get(nom)
    if somme is None:
        raise Refus(f"« {nom} » n'est pas un produit à télécharger : la liste est à {racine(demande)}/produits.", 404)
    entetes = {"ETag": f'"{somme}"', "Cache-Control": UNE_HEURE}
    if inchangee(demande.scope, entetes["ETag"]):
        return Response(status_code=304, headers=entetes)
    fichier = entrepot.chemin(nom)
    _exiger_plage(demande.headers.get("range", ""), fichier.stat().st_size)
    return FileResponse(fichier, headers=entetes | TEL_QUEL, media_type=PARQUET, filename=f"atlas-{nom}")


def _exiger_plage(plage: str, taille: int) -> None:
    """Refuse une partie qui ne se lit pas, ou qui commence après la fin."""
    lue = PLAGE.fullmatch(plage)
    if plage and (lue is None or int(lue["debut"] or 0) >= taille):
        raise Refus(f"Une partie se demande par « Range: bytes=0-999 » ; ce fichier a {taille} octets.", 416)


def _offerts() -> dict[str, str]:
    """Nom → somme des tables à télécharger."""
    sommes: dict[str, str] = entrepot.manifeste()["produits"]
    return {nom: somme for nom, somme in sommes.items() if nom.endswith(".parquet") and nom not in AU_REGISTRE}
