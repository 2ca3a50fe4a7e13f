"""Les partenaires cités par une saisie : retrouvés par nom et nature, ajoutés au besoin, sans jamais se doubler."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from donnees.registre.modeles import Partenaire
from donnees.registre.services.saisie import SaisiePartenaire


def cles_partenaires(session: Session, cites: Iterable[SaisiePartenaire]) -> dict[tuple[str, str], str]:
    """Rend (nom, nature) → clé ; deux écrivains qui citent le même partenaire neuf n'en font qu'un.

    L'ordre d'insertion est fixe pour que deux écrivains ne s'attendent pas l'un l'autre.
    """
    cles: dict[tuple[str, str], str] = {}
    inserer = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for nom, nature in sorted({(cite.nom, cite.nature.value) for cite in cites}):
        ligne = {"cle": uuid4().hex, "nom": nom, "nature": nature}
        session.execute(inserer(Partenaire).values(ligne).on_conflict_do_nothing(index_elements=["nom", "nature"]))
        trouve = select(Partenaire.cle).where(Partenaire.nom == nom, Partenaire.nature == nature)
        cles[nom, nature] = session.scalars(trouve).one()
    return cles
