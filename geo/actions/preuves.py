"""La source d'une maison ou d'une action : relevée avec les données du dépôt, ou tapée par une personne."""

from __future__ import annotations

import re
from functools import cache

from donnees import entrepot

ADRESSE_WEB = re.compile(r"https?://[^\s)]+")


@cache
def _publiees() -> frozenset[str]:
    """Sources relevées avec les données du dépôt, à la différence de celles qu'une personne a tapées."""
    return frozenset(source for nom in ("maisons", "actions") for source in entrepot.table(nom)["source"])


def adresse(texte: str) -> str:
    """Adresse que cite une source relevée ; vide sans adresse, ou pour un texte tapé, qui reste inerte."""
    trouvee = ADRESSE_WEB.search(texte) if texte in _publiees() else None
    return trouvee.group(0) if trouvee else ""


def domaine(lien: str) -> str:
    """« www.exemple.fr »."""
    return lien.split("/")[2]
