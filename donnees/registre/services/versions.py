"""Le verrou optimiste : refuser d'écraser ce qu'un autre a enregistré, et dire ce qu'il a changé."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from donnees.registre.base import Registre
from donnees.registre.erreurs import ConflitDeVersion, Ecart
from donnees.registre.modeles import Action, Journal, Maison
from donnees.registre.services.fiches import etat, etat_maison


def version(registre: Registre) -> str:
    """Jeton qui change à toute écriture validée, même si deux transactions aboutissent dans le désordre des rangs."""
    with registre.lire() as session:
        rang, lignes = session.execute(select(func.max(Journal.rang), func.count()).select_from(Journal)).one()
    return f"{rang or 0}-{lignes}"


def _lu(session: Session, objet: ColumnElement[bool], nature: str, version: int) -> dict[str, Any]:
    """État qu'avait l'objet à ``version`` : celui que le journal donne avant la modification suivante."""
    suivante = select(Journal.avant).where(objet, Journal.objet == nature, Journal.version == version + 1)
    return session.scalars(suivante).first() or {}


def _ecarts(lu: Mapping[str, Any], enregistre: Mapping[str, Any], saisi: Mapping[str, Any]) -> dict[str, Ecart]:
    return {
        champ: Ecart(lu.get(champ), valeur, saisi.get(champ, lu.get(champ)))
        for champ, valeur in enregistre.items()
        if champ not in lu or lu[champ] != valeur
    }


def exiger_version(session: Session, action: Action, version: int, saisi: Mapping[str, Any]) -> None:
    """Lève `ConflitDeVersion` si l'action n'est plus à la version lue."""
    if action.version != version:
        lu = _lu(session, Journal.action == action.cle, "action", version)
        raise ConflitDeVersion(action.cle, action.version, _ecarts(lu, etat(action), saisi))


def exiger_version_maison(session: Session, maison: Maison, version: int, saisi: Mapping[str, Any]) -> None:
    """Lève `ConflitDeVersion` si la maison n'est plus à la version lue."""
    if maison.version != version:
        lu = _lu(session, Journal.reference == maison.cle, "maison", version)
        raise ConflitDeVersion(maison.cle, maison.version, _ecarts(lu, etat_maison(maison), saisi))
