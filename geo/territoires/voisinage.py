"""Les territoires qui en bordent un autre : ceux de son niveau, ou les communes limitrophes d'un périmètre."""

from __future__ import annotations

from typing import Final

from geo.territoires import formes
from geo.territoires.territoire import PERIMETRE, Territoire, lire, parent

DESSINES: Final = ("zone_emploi", "departement", "region")
"""Niveaux qui ont un fichier de contours entier."""


def voisins(territoire: Territoire) -> tuple[Territoire, ...]:
    """Territoires qui partagent une limite avec celui-ci, par code ; aucun pour la France et les îles.

    Ceux de son niveau ; d'une intercommunalité, les intercommunalités de ses communes limitrophes ; d'un périmètre,
    les communes elles-mêmes. Deux territoires de part et d'autre d'un bras de mer ne se touchent pas.
    """
    if territoire.niveau == "france":
        return ()
    if territoire.niveau in DESSINES:
        codes = formes.voisinages(territoire.niveau).get(territoire.code, ())
        return tuple(lire(territoire.niveau, code) for code in codes)
    communes = [lire("commune", code) for code in formes.limitrophes(territoire.communes)]
    if territoire.niveau in {"commune", PERIMETRE}:
        return tuple(communes)
    englobants = (parent(commune, territoire.niveau) for commune in communes)
    distincts = {autre.code: autre for autre in englobants if autre is not None}
    return tuple(distincts[code] for code in sorted(distincts))
