"""La source d'une maison ou d'une action, dite à un lecteur : qui publie, non sous quel identifiant on l'a trouvée."""

from __future__ import annotations

import re
from typing import Final

PUBLIEURS: Final = {
    "okfnfr/dada-france-authorities": "DILA, annuaire de l'administration",
    "anct-carto/france_services": "ANCT, liste des France services",
    "anct-cartographie-nationale/mednum-cli": "ANCT, cartographie nationale de la médiation numérique",
    "os-data/eu-structural-funds": "Liste des opérations des fonds européens",
}
"""Dépôt public où le fichier est republié → qui le publie, et sous quel titre."""
_DEPOT = re.compile(r"github:(?:[\w-]+/github:)?([\w-]+/[\w-]+)(?:(?! \+ https?:).)*")
_INDEX = re.compile(r"fichier (?:SQL )?public(?: mednum)? \(index id \d+\)")


def lisible(source: str) -> str:
    """« DILA, annuaire de l'administration + https://… » ; une source déjà lisible est rendue telle quelle."""
    nommee = _DEPOT.sub(lambda depot: PUBLIEURS.get(depot[1], f"dépôt public {depot[1]}"), source)
    return _INDEX.sub("fichier public", nommee)
