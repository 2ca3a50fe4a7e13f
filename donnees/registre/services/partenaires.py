"""Les partenaires cités par une saisie : retrouvés par nom et nature, ajoutés au besoin, sans jamais se doubler."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from donnees.registre.base import insertion
from donnees.registre.modeles import Partenaire

Cles = dict[tuple[str, str], str]
"""(nom, nature) → clé."""


def cles_partenaires(session: Session, cites: Iterable[tuple[str, str]]) -> Cles:
    """Rend les clés de tous les partenaires, ceux cités (nom, nature) compris.

    Deux écrivains qui citent le même partenaire neuf n'en font qu'un ; l'ordre d'insertion est fixe, pour qu'ils ne
    s'attendent pas l'un l'autre.
    """
    cles = _connus(session)
    if manquants := sorted({(nom, str(nature)) for nom, nature in cites} - cles.keys()):
        ajout = insertion(session, Partenaire).on_conflict_do_nothing(index_elements=["nom", "nature"])
        session.execute(ajout, [{"cle": uuid4().hex, "nom": nom, "nature": nature} for nom, nature in manquants])
        cles = _connus(session)
    return cles


def _connus(session: Session) -> Cles:
    fiches = session.execute(select(Partenaire.nom, Partenaire.nature, Partenaire.cle))
    return {(nom, nature): cle for nom, nature, cle in fiches}
