"""Le verrou optimiste : refuser d'écraser ce qu'un autre a enregistré, et dire ce qu'il a changé."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from donnees.registre.erreurs import ConflitDeVersion, Ecart
from donnees.registre.modeles import Action, Journal
from donnees.registre.services.fiches import etat


def _lu(session: Session, action: Action, version: int) -> dict[str, Any]:
    """État qu'avait l'action à ``version`` : celui que le journal donne avant la modification suivante."""
    suivante = select(Journal.avant).where(
        Journal.action == action.cle, Journal.objet == "action", Journal.version == version + 1
    )
    return session.scalars(suivante).first() or {}


def exiger_version(session: Session, action: Action, version: int, saisi: Mapping[str, Any]) -> None:
    """Lève `ConflitDeVersion` si l'action n'est plus à la version lue."""
    if action.version == version:
        return
    lu, enregistre = _lu(session, action, version), etat(action)
    ecarts = {
        champ: Ecart(lu.get(champ), valeur, saisi.get(champ, lu.get(champ)))
        for champ, valeur in enregistre.items()
        if champ not in lu or lu[champ] != valeur
    }
    raise ConflitDeVersion(action.cle, action.version, ecarts)
