"""Les paramètres d'une demande : ce que chacun admet, et rien d'autre."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import Depends, Path, Query
from starlette.requests import Request

from geo.erreurs import TerritoireInconnu
from geo.territoires import PERIMETRE, Territoire, lire
from geo.territoires.comparaison import AUCUN, face_a
from pages.api.problemes import Refus

LIMITE, LIMITE_MAX = 100, 1_000
CODE_MAX: Final = 8_100
"""Signes d'un périmètre de deux mille communes, et un peu plus."""
Publie = Literal["france", "region", "departement", "zone_emploi", "epci", "commune"]
NiveauPublie = Annotated[Publie, Path(description="Niveau géographique.")]
_Niveau = Annotated[
    Literal["france", "region", "departement", "zone_emploi", "epci", "commune", "perimetre"],
    Path(description="Niveau géographique ; « perimetre » pour un périmètre composé dans l'Atlas."),
]
_Code = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9_-]+$",
        max_length=CODE_MAX,
        description="Code officiel (« FR » pour la France) ; d'un périmètre, ce que son lien porte après « code= ».",
    ),
]
Nom = Annotated[str, Query(max_length=80, description="Nom d'un périmètre ; sans effet ailleurs.")]
Identifiant = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]*$", max_length=80, description="Identifiant du catalogue.")]
Cle = Annotated[str, Path(pattern=r"^[\w.:-]+$", max_length=120, description="Clé au registre.")]
Limite = Annotated[int, Query(ge=1, le=LIMITE_MAX, description="Éléments d'une page.")]
Apres = Annotated[str, Query(max_length=120, description="Clé du dernier élément déjà lu ; « suivant » la porte.")]
Periode = Annotated[
    str,
    Query(
        pattern=r"^[0-9T-]*$",
        max_length=12,
        description="Année, trimestre (2025-T4) ou 2013-2018 ; sans elle, la dernière.",
    ),
]
Zone = Annotated[
    str, Query(pattern=r"^(\d{4})?$", description="Zone d'emploi dont on veut les communes, et elles seules.")
]
Comparateur = Annotated[
    str,
    Query(
        pattern=r"^[a-z_]+(\.[A-Z0-9]+)?$",
        max_length=40,
        description=f"Comparateur, dit comme l'écran (« zone_emploi.8421 ») ; « {AUCUN} » pour n'en prendre aucun.",
    ),
]


def _territoire(niveau: _Niveau, code: _Code, nom: Nom = "") -> Territoire:
    """Le territoire demandé ; un périmètre qui ne se lit pas est refusé avec la raison, un code inconnu introuvable."""
    try:
        return lire(niveau, code, nom)
    except TerritoireInconnu as refus:
        if niveau == PERIMETRE:
            raise Refus(str(refus)) from refus
        raise


Lieu = Annotated[Territoire, Depends(_territoire)]


def face(territoire: Territoire, cle: str) -> Territoire | None:
    """Le comparateur demandé ; vide, celui que l'écran prend d'office."""
    choix = face_a(territoire)
    voulu = cle or choix.defaut
    if voulu not in choix.libelles:
        raise Refus(f"« {voulu} » ne se compare pas à {territoire.libelle} ; admis : {', '.join(choix.libelles)}.")
    return choix.offerts.get(voulu)


async def connus(demande: Request) -> None:
    """Refuse un paramètre que la ressource n'a pas, ou qui est dit deux fois : une faute de frappe se voit."""
    decrite = demande.app.openapi()["paths"].get(demande.scope["route"].path, {})
    dits = decrite.get("get", {}).get("parameters", ())
    admis = sorted(dit["name"] for dit in dits if dit["in"] == "query")
    noms = [nom for nom, _ in demande.query_params.multi_items()]
    if inconnus := [nom for nom in noms if nom not in admis]:
        suite = f"admis ici : {', '.join(admis)}" if admis else "cette ressource n'en a aucun"
        raise Refus(f"Paramètre inconnu « {inconnus[0][:40]} » ; {suite}.")
    if len(noms) > len(set(noms)):
        raise Refus("Un même paramètre est dit deux fois.")
