"""Ce que l'interface attend du registre : sa version et son contenu public, lus par les services."""

from __future__ import annotations

from typing import Annotated, Protocol

import pandas as pd
from fastapi import Depends
from starlette.requests import Request

from donnees.registre.services import Fiche, FicheMaison
from pages.api.memoire import JETON
from pages.api.problemes import Refus


class Contenu(Protocol):
    """Le registre à un instant, tel que tout visiteur peut le lire : `pages.interface.registre.Releve`."""

    @property
    def fiches(self) -> tuple[Fiche, ...]:
        """Actions publiées : aucune n'est archivée."""

    @property
    def fiches_maisons(self) -> tuple[FicheMaison, ...]:
        """Maisons."""

    @property
    def maisons(self) -> pd.DataFrame:
        """Les maisons en table."""

    @property
    def actions(self) -> pd.DataFrame:
        """Les actions en table."""


class Porte(Protocol):
    """Le registre du serveur : `pages.interface.registre`."""

    PANNE: str

    def jeton(self) -> str:
        """Ce qui change à chaque écriture ; ``PANNE`` si la base ne répond pas."""

    def releve(self, version: str = "") -> Contenu:
        """Contenu public, à cette version."""


def _contenu(demande: Request) -> Contenu:
    """Le registre, à la version sous laquelle la réponse sera gardée."""
    porte: Porte = demande.app.state.porte
    jeton = str(demande.scope.get(JETON) or porte.jeton())
    if jeton == porte.PANNE:
        raise Refus("Le registre des maisons et des actions ne répond pas : réessayer dans quelques secondes.", 503)
    return porte.releve(jeton)


Registre = Annotated[Contenu, Depends(_contenu)]
