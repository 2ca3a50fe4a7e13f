"""Les pages légères montées seules, sur un registre semé : y demander un chemin, et lire la réponse."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from starlette.applications import Starlette
from starlette.types import Scope

from donnees.registre.services import Fiche
from geo.actions import tables as vues
from pages.leger.page import Site
from pages.leger.service import Service, Source
from tests.asgi import HOTE, Application, Reponse, adresser, portee
from tests.unitaires import registre_seme

ORIGINE = f"https://{HOTE}"


def releve(fiches: tuple[Fiche, ...] | None = None, **champs: Any) -> Any:
    """Un contenu du registre : celui semé, ou ces fiches ; ``champs`` remplace une table."""
    semees, maisons = registre_seme.contenu()
    retenues = semees if fiches is None else fiches
    contenu = {
        "fiches": retenues,
        "maisons": vues.maisons(maisons),
        "actions": vues.actions(retenues, maisons),
        "maisons_par_cle": {maison.cle: maison for maison in maisons},
    }
    return SimpleNamespace(**contenu | champs)


def site(**champs: Any) -> Site:
    """Le site vu d'une demande."""
    return Site(releve(**champs), "", ORIGINE)


class Montees:
    """Un service, et de quoi lui adresser des demandes ; ``versions`` compte les compositions demandées au registre."""

    def __init__(
        self,
        prefixe: str = "",
        octets: int = 5_000_000,
        contenu: Any = None,
        origine: Callable[[Scope], str] = lambda _portee: ORIGINE,
    ) -> None:
        self.version, self.lectures = "v1", 0
        self.contenu = contenu or releve()
        self.service = Service(Source(lambda: self.version, self._lire, origine), prefixe, octets)
        self.application = Starlette(routes=self.service.routes())

    def _lire(self, _version: str) -> Any:
        self.lectures += 1
        return self.contenu

    def demander(self, chemin: str, question: str = "", methode: str = "GET", **entetes: str) -> Reponse:
        """Réponse à une demande ; ``entetes`` en noms Python (``if_none_match``)."""
        noms = {nom.replace("_", "-"): valeur for nom, valeur in entetes.items()}
        demande = portee(chemin, methode=methode, question=question, entetes=noms)
        return adresser(self.application, demande, Application())
