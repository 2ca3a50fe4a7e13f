"""Les territoires dont un portrait trace la série."""

from __future__ import annotations

from geo import mesures, territoires
from geo.territoires import Territoire

ZONES_TRACEES = 3


def suivis(territoire: Territoire, comparateur: Territoire | None, identifiant: str) -> list[Territoire]:
    """Territoires tracés : lui (ou ses zones d'emploi s'il n'a pas la série), le comparateur, la région, la France."""
    siens = [territoire]
    if mesures.serie(territoire, identifiant).empty:
        traverses = territoires.traverses(territoire, "zone_emploi")[:ZONES_TRACEES]
        siens = [territoires.lire("zone_emploi", morceau.code) for morceau in traverses]
    region = territoires.parent(territoire, "region")
    france = territoires.lire("france", "FR")
    return [*siens, *(t for t in (comparateur, region, france) if t is not None)]
