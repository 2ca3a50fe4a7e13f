"""Le verrou optimiste : refuser d'écraser ce qu'un autre a enregistré, et dire ce qu'il a changé."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
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


def _etat_a(session: Session, objet: Action | Maison, version: int) -> dict[str, Any]:
    """État qu'avait l'objet à ``version`` : celui que le journal donne avant la modification suivante."""
    cle = Journal.action if isinstance(objet, Action) else Journal.reference
    suivante = select(Journal.avant).where(
        cle == objet.cle, Journal.objet == objet.__tablename__, Journal.version == version + 1
    )
    return session.scalars(suivante).first() or {}


def _ecarts(depart: Mapping[str, Any], enregistre: Mapping[str, Any], saisi: Mapping[str, Any]) -> dict[str, Ecart]:
    return {
        champ: Ecart(depart.get(champ), valeur, saisi.get(champ, depart.get(champ)))
        for champ, valeur in enregistre.items()
        if champ not in depart or depart[champ] != valeur
    }


def exiger_version(session: Session, objet: Action | Maison, version: int, saisi: Mapping[str, Any]) -> None:
    """Lève `ConflitDeVersion` si l'action ou la maison n'est plus à la version lue."""
    if objet.version != version:
        depart = _etat_a(session, objet, version)
        enregistre = etat(objet) if isinstance(objet, Action) else etat_maison(objet)
        raise ConflitDeVersion(objet.cle, objet.version, _ecarts(depart, enregistre, saisi))
