"""Un territoire : sa fiche, ses communes, ses voisins, ses semblables ; un périmètre s'y lit comme les autres."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from geo.comparables import THEMES_COMPARABLES, chercher
from geo.territoires import PERIMETRE, Territoire, lire, parametres
from geo.territoires.comparaison import face_a
from geo.territoires.niveaux import nature
from geo.territoires.voisinage import voisins
from pages.api.parametres import LIMITE, Apres, Lieu, Limite
from pages.api.reponses import Page, de_l_ecran, du_territoire, en_json, site, trancher
from pages.api.ressources.lieux import FicheTerritoire, Semblable, Semblables, TerritoireBref, bref, morceaux
from pages.leger import adresses

routeur = APIRouter(prefix="/territoires/{niveau}/{code}", tags=["Territoires"])
ENGLOBANTS: Final = ("commune", "epci", "zone_emploi", "departement", "region")
Theme = Annotated[
    str, Query(pattern=f"^({'|'.join(THEMES_COMPARABLES)})?$", description="Un seul thème ; sans lui, tous.")
]


@routeur.get("", response_model=FicheTerritoire, summary="La fiche d'un territoire")
def fiche_territoire(demande: Request, territoire: Lieu) -> Response:
    """Ce qu'il est, ce qui le contient, à qui il se compare."""
    larges = () if territoire.niveau == "france" else ENGLOBANTS[1 + _rang(territoire) :]
    return en_json(
        FicheTerritoire.model_validate(
            {
                **bref(demande, territoire).model_dump(),
                "nature": nature(territoire),
                "communes": len(territoire.communes),
                "parents": {niveau: morceaux(demande, territoire, niveau) for niveau in larges},
                "comparateurs": face_a(territoire).libelles,
                "liens": _liens(demande, territoire),
            }
        )
    )


@routeur.get("/communes", response_model=Page[TerritoireBref], summary="Ses communes")
def communes(demande: Request, territoire: Lieu, limite: Limite = LIMITE, apres: Apres = "") -> Response:
    """Les communes du territoire, par code INSEE."""
    tranche = trancher(demande, territoire.communes, limite, apres)
    codes = territoire.communes[tranche.debut : tranche.fin]
    elements = tuple(bref(demande, lire("commune", code)) for code in codes)
    return en_json(Page[TerritoireBref](total=len(territoire.communes), suivant=tranche.suivant, elements=elements))


@routeur.get("/voisins", response_model=Page[TerritoireBref], summary="Ses voisins")
def territoires_voisins(demande: Request, territoire: Lieu, limite: Limite = LIMITE, apres: Apres = "") -> Response:
    """Les territoires de même niveau qui partagent une limite avec lui ; d'un périmètre, les communes limitrophes."""
    tous = voisins(territoire)
    tranche = trancher(demande, [voisin.code for voisin in tous], limite, apres)
    elements = tuple(bref(demande, voisin) for voisin in tous[tranche.debut : tranche.fin])
    return en_json(Page[TerritoireBref](total=len(tous), suivant=tranche.suivant, elements=elements))


@routeur.get("/semblables", response_model=Semblables, summary="Qui lui ressemble")
def semblables(
    demande: Request,
    territoire: Lieu,
    theme: Theme = "",
    nombre: Annotated[int, Query(ge=1, le=20, description="Zones d'emploi voulues.")] = 5,
) -> Response:
    """Les zones d'emploi les plus proches, et ce qui rapproche ou sépare (méthode : page Comparer)."""
    trouves = chercher(territoire, (theme,) if theme else (), nombre)
    lues = trouves.ressemblances
    elements = tuple(
        Semblable.model_validate(
            {
                **bref(demande, lire("zone_emploi", voisin.code)).model_dump(),
                **{nom: getattr(voisin, nom) for nom in ("rapprochent", "separent")},
                "ressemblance": round(voisin.ressemblance, 1),
            }
        )
        for voisin in (lues.voisins if lues else ())
    )
    return en_json(
        Semblables(
            cible=bref(demande, trouves.cible),
            mention=trouves.mention,
            variables=lues.variables if lues else (),
            elements=elements,
        )
    )


def _rang(territoire: Territoire) -> int:
    """Place du niveau parmi ceux qui s'emboîtent ; un périmètre est fait de communes, comme une seule d'entre elles."""
    return ENGLOBANTS.index("commune" if territoire.niveau == PERIMETRE else territoire.niveau)


def _liens(demande: Request, territoire: Territoire) -> dict[str, str]:
    suites = ("portrait", "mesures", "communes", "voisins", "semblables")
    ecran = de_l_ecran(demande, "territoire", parametres(territoire))
    legere = f"{site(demande)}{adresses.territoire(territoire)}"
    return {suite: du_territoire(demande, territoire, f"/{suite}") for suite in suites} | {
        "page": ecran,
        "page_legere": legere,
    }
