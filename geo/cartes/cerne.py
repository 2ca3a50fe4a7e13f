"""Ce qu'une carte cerne d'un territoire."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from donnees import entrepot
from geo.territoires import Territoire
from geo.territoires.perimetre import fichiers_contours

TRACES: Final = ("zone_emploi", "departement", "region")
"""Niveaux dont chaque territoire a son tracé ; les autres sont cernés par leurs communes."""
CERNABLES: Final = (*TRACES, "commune", "epci", "perimetre")
PROCHES: Final = ("perimetre", "epci", "commune")
"""Niveaux qu'une carte de zones d'emploi cerne : plus petits qu'elles, ou à cheval."""


def cerner(territoire: Territoire | None, niveaux: Collection[str] = CERNABLES) -> dict[str, list[str]]:
    """Codes cernés, et fichiers où lire leurs contours ; rien hors de ces niveaux."""
    if territoire is None or territoire.niveau not in niveaux:
        return {}
    if territoire.niveau in TRACES:
        return {"fichiers": [str(entrepot.contour(territoire.niveau)["fichier"])], "codes": [territoire.code]}
    return {"fichiers": fichiers_contours(territoire.communes), "codes": list(territoire.communes)}
