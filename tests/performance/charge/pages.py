"""Les pages que les lecteurs ouvrent, et les territoires qu'ils y lisent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from pages.cadre.plan import PLAN
from tests.performance.charge.protocole import Demande

VIDE = Demande("")
LUES = ("", "carte", "territoire", "secteurs", "commerces", "plan-actions", "ou-agir", "comparer")
"""Ce qu'un lecteur de la charge ouvre ; les mêmes que dans le constat d'origine."""
A_TERRITOIRE = frozenset(
    {"territoire", "secteurs", "economie-verte", "commerces", "ou-agir", "clause-sociale", "diagnostic"}
)
BILAN = (("maison", "35238-1"), ("annee", "2014"))
SANS_COUT = frozenset({"integrer"})
"""Le cadre d'un autre site : sans objet demandé, il ne montre rien."""


def demande(page: str, zone: str) -> Demande:
    """La page ouverte sur une zone d'emploi, quand elle en lit une."""
    if page in A_TERRITOIRE:
        return Demande(page, (("niveau", "zone_emploi"), ("code", zone)))
    if page == "comparer":
        return Demande(page, (("avec", f"zone_emploi:{zone}~france:FR"),))
    return Demande(page, BILAN if page == "bilan" else ())


def toutes() -> list[str]:
    """Adresse de chaque page de l'Atlas, dans l'ordre du menu."""
    fiches = [fiche for rubrique in PLAN.values() for fiche in rubrique]
    adresses = ["" if fiche.get("default") else str(fiche["url_path"]) for fiche in fiches]
    return [adresse for adresse in adresses if adresse not in SANS_COUT]


def lectures(graine: int, zones: Sequence[str]) -> Iterator[Demande]:
    """Les pages qu'ouvre un lecteur, sans fin : tirées au sort, les mêmes pour une même graine."""
    sort = Random(graine)
    while True:
        yield demande(sort.choice(LUES), sort.choice(zones))
