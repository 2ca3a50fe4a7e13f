"""Le verrou optimiste : refuser d'écraser ce qu'un autre a enregistré, et dire ce qu'il a changé."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from donnees.registre.base import Registre
from donnees.registre.erreurs import ConflitDeVersion, Ecart
from donnees.registre.modeles import Action, Contribution, Journal, Maison
from donnees.registre.services.fiches import etat, etat_contribution, etat_maison

Versionne = Action | Maison | Contribution
VIDES: tuple[object, ...] = (None, "", [])


def version(registre: Registre) -> str:
    """Jeton qui change à toute écriture validée, même si deux transactions aboutissent dans le désordre des rangs."""
    with registre.lire() as session:
        rang, lignes = session.execute(select(func.max(Journal.rang), func.count()).select_from(Journal)).one()
    return f"{rang or 0}-{lignes}"


def _etat_a(session: Session, objet: Versionne, version: int) -> dict[str, Any]:
    """État qu'avait l'objet à ``version`` : celui que le journal donne avant la modification suivante."""
    cle = Journal.action if isinstance(objet, Action) else Journal.reference
    suivante = select(Journal.avant).where(
        cle == objet.cle, Journal.objet == objet.__tablename__, Journal.version == version + 1
    )
    return session.scalars(suivante).first() or {}


def _ecarts(depart: Mapping[str, Any], enregistre: Mapping[str, Any], saisi: Mapping[str, Any]) -> dict[str, Ecart]:
    """Champs changés ; tous, si le journal ne dit pas d'où l'on partait.

    Un champ que le journal ne disait pas encore (il est venu depuis) n'a changé que s'il est rempli.
    """
    return {
        champ: Ecart(depart.get(champ), valeur, saisi.get(champ, depart.get(champ)))
        for champ, valeur in enregistre.items()
        if not depart or (depart[champ] != valeur if champ in depart else valeur not in VIDES)
    }


def exiger_version(session: Session, objet: Versionne, version: int, saisi: Mapping[str, Any]) -> None:
    """Lève `ConflitDeVersion` si l'action, la maison ou la contribution n'est plus à la version lue."""
    if objet.version != version:
        depart = _etat_a(session, objet, version)
        raise ConflitDeVersion(objet.cle, objet.version, _ecarts(depart, _etat(objet), saisi))


def _etat(objet: Versionne) -> dict[str, Any]:
    if isinstance(objet, Action):
        return etat(objet)
    return etat_maison(objet) if isinstance(objet, Maison) else etat_contribution(objet)
