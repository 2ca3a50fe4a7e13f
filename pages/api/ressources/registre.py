"""Les maisons et les actions publiées : ce que tout visiteur du registre peut lire, et rien d'autre."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from donnees.registre.services import Fiche, FicheMaison
from donnees.vocabulaire import StatutAction, Theme
from geo.actions import presence
from geo.territoires import Territoire, lire
from pages.api.parametres import LIMITE, Apres, Cle, Limite
from pages.api.porte import Registre
from pages.api.problemes import Refus
from pages.api.reponses import Page, en_json, trancher

routeur = APIRouter(tags=["Maisons et actions"])
Dans = Annotated[
    str,
    Query(
        pattern=r"^([a-z_]+\.[A-Za-z0-9]+)?$",
        max_length=40,
        description="Territoire publié, niveau et code : « zone_emploi.8421 ».",
    ),
]


@routeur.get("/maisons", response_model=Page[FicheMaison], summary="Les maisons")
def maisons(
    demande: Request, contenu: Registre, dans: Dans = "", limite: Limite = LIMITE, apres: Apres = ""
) -> Response:
    """Les maisons de l'emploi et services voisins, par clé ; dans un territoire, celles qui y ont leur siège."""
    territoire = _territoire(dans)
    siennes = set(presence.maisons(contenu.maisons, territoire.communes)["maison"]) if territoire else None
    retenues = sorted(
        (maison for maison in contenu.fiches_maisons if siennes is None or maison.cle in siennes), key=lambda m: m.cle
    )
    tranche = trancher(demande, [maison.cle for maison in retenues], limite, apres)
    page = tuple(retenues[tranche.debut : tranche.fin])
    return en_json(Page[FicheMaison](total=len(retenues), suivant=tranche.suivant, elements=page))


@routeur.get("/maisons/{cle}", response_model=FicheMaison, summary="Une maison")
def maison(contenu: Registre, cle: Cle) -> Response:
    """La maison telle qu'enregistrée."""
    trouvee = next((fiche for fiche in contenu.fiches_maisons if fiche.cle == cle), None)
    if trouvee is None:
        raise Refus(f"La maison « {cle} » n'est pas au registre.", 404)
    return en_json(trouvee)


@routeur.get("/actions", response_model=Page[Fiche], summary="Les actions publiées")
def actions(  # noqa: PLR0913, PLR0917 - les filtres de l'adresse, tous facultatifs
    demande: Request,
    contenu: Registre,
    theme: Annotated[Theme | None, Query(description="Thème d'action.")] = None,
    statut: Annotated[StatutAction | None, Query(description="Où en est l'action.")] = None,
    maison: Annotated[str, Query(max_length=120, description="Clé d'une maison.")] = "",
    dans: Dans = "",
    limite: Limite = LIMITE,
    apres: Apres = "",
) -> Response:
    """Les actions publiées, par clé ; une action archivée n'y est pas. Les filtres se cumulent."""
    siennes = _clefs(contenu, _territoire(dans))
    retenues = sorted(
        (
            fiche
            for fiche in contenu.fiches
            if (theme is None or fiche.theme == theme)
            and (statut is None or fiche.statut == statut)
            and (not maison or fiche.maison == maison)
            and (siennes is None or fiche.cle in siennes)
        ),
        key=lambda fiche: fiche.cle,
    )
    tranche = trancher(demande, [fiche.cle for fiche in retenues], limite, apres)
    page = tuple(retenues[tranche.debut : tranche.fin])
    return en_json(Page[Fiche](total=len(retenues), suivant=tranche.suivant, elements=page))


@routeur.get("/actions/{cle}", response_model=Fiche, summary="Une action publiée")
def action(contenu: Registre, cle: Cle) -> Response:
    """L'action et son suivi ; archivée, elle n'est plus publiée."""
    trouvee = next((fiche for fiche in contenu.fiches if fiche.cle == cle), None)
    if trouvee is None:
        raise Refus(f"L'action « {cle} » n'est pas publiée.", 404)
    return en_json(trouvee)


def _territoire(dans: str) -> Territoire | None:
    niveau, _, code = dans.partition(".")
    return lire(niveau, code) if dans else None


def _clefs(contenu: Registre, territoire: Territoire | None) -> Collection[str] | None:
    """Clés des actions qui se déroulent dans un territoire, comme à l'écran ; None sans territoire."""
    return set(presence.actions(contenu.actions, territoire.communes)["action"]) if territoire else None
