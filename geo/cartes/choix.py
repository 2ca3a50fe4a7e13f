"""États de la carte où l'on choisit : zones d'emploi à déplier, communes à retenir."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from donnees import entrepot
from geo.cartes.etat import Habillage, etat_neutre


def etat_zones(theme: str | None) -> dict[str, Any]:
    """Les zones d'emploi, neutres ; un clic en désigne une."""
    return {**etat_neutre(Habillage(theme=theme)), "choix": []}


def etat_selection(zones: Sequence[str], retenues: Iterable[str], theme: str | None) -> dict[str, Any]:
    """Les communes de quelques zones d'emploi ; celles du périmètre sont pleines.

    Parameters
    ----------
    zones : sequence of str
        Zones d'emploi dépliées, au moins une.
    retenues : iterable of str
        Communes du périmètre.
    theme : str or None
        « light » ou « dark ».
    """
    fiches = [entrepot.contour("commune", zone) for zone in zones]
    codes = [code for fiche in fiches for code in str(fiche["codes"]).split(" ")]
    return {
        **etat_neutre(Habillage(theme=theme)),
        "national": False,
        "contours": [str(fiche["fichier"]) for fiche in fiches],
        "codes": codes,
        "choix": sorted(set(retenues) & set(codes)),
    }
