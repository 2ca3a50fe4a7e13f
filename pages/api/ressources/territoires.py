"""Les niveaux et leurs territoires ; chercher un lieu."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from donnees import entrepot
from geo.territoires import lire
from geo.territoires.index import NIVEAUX
from geo.territoires.niveaux import NOMS_NIVEAUX
from geo.territoires.recherche import TERRITOIRES, chercher
from pages.api.parametres import LIMITE, Apres, Limite, NiveauPublie
from pages.api.reponses import Page, en_json, racine, trancher
from pages.api.ressources.lieux import Niveau, Niveaux, TerritoireBref, bref

routeur = APIRouter(prefix="/territoires", tags=["Territoires"])
TROUVES_MAX: Final = 50


@routeur.get("", response_model=Niveaux, summary="Les niveaux ; chercher un lieu")
def niveaux(
    demande: Request,
    q: Annotated[str, Query(max_length=80, description="Nom, ancien nom, code ou code postal.")] = "",
    limite: Annotated[int, Query(ge=1, le=TROUVES_MAX, description="Lieux trouvés au plus.")] = 9,
) -> Response:
    """Les niveaux géographiques ; avec ``q``, les lieux qui y répondent, comme la recherche de l'écran."""
    connus = tuple(
        Niveau(
            niveau=niveau,
            libelle=NOMS_NIVEAUX[niveau][1],
            total=len(entrepot.territoires(niveau)),
            territoires=f"{racine(demande)}/territoires/{niveau}",
        )
        for niveau in NIVEAUX
    )
    lieux = chercher(q, limite, TERRITOIRES) if q.strip() else []
    trouves = tuple(bref(demande, lire(lieu.genre, lieu.code)) for lieu in lieux)
    return en_json(Niveaux(niveaux=connus, trouves=trouves))


@routeur.get("/{niveau}", response_model=Page[TerritoireBref], summary="Les territoires d'un niveau")
def territoires(demande: Request, niveau: NiveauPublie, limite: Limite = LIMITE, apres: Apres = "") -> Response:
    """Tous les territoires d'un niveau, par code."""
    tous = entrepot.territoires(niveau)
    tranche = trancher(demande, list(tous.index), limite, apres)
    codes = tous.index[tranche.debut : tranche.fin]
    elements = tuple(bref(demande, lire(niveau, str(code))) for code in codes)
    return en_json(Page[TerritoireBref](total=len(tous), suivant=tranche.suivant, elements=elements))
