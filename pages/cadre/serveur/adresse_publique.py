"""L'adresse publique de l'Atlas, pour ce qui se lit hors d'une page : canonique, plan du site, image de partage."""

from __future__ import annotations

import re

from starlette.types import Scope

from pages.cadre.serveur.demande import chiffree, entete
from pages.cadre.serveur.reglages import Reglages, reglages

_HOTE = re.compile(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:\d{1,5})?|\[[0-9a-f:]{2,45}\](:\d{1,5})?")


def origine(portee: Scope, dits: Reglages | None = None) -> str:
    """« https://atlas.exemple.fr » : celle qu'a dite l'exploitant, sinon l'hôte demandé s'il a la forme d'un hôte.

    Vide quand il ne l'a pas : les adresses restent alors relatives, et rien de ce que le visiteur a écrit n'y entre.
    """
    dits = dits or reglages()
    if dits.adresse:
        return dits.adresse
    hote = (entete(portee, "host") or "").lower()
    if not _HOTE.fullmatch(hote):
        return ""
    return f"{'https' if dits.https or chiffree(portee) else 'http'}://{hote}"
