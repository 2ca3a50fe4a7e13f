"""Socle des tables : noms de contraintes stables, et un message français à côté de chaque contrainte."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase

CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}


class Base(DeclarativeBase):
    """Racine des tables du registre."""

    metadata = MetaData(naming_convention=CONVENTION)


def controle(nom: str, condition: str, message: str) -> CheckConstraint:
    """Contrainte CHECK nommée, avec le message à montrer quand elle refuse."""
    return CheckConstraint(condition, name=nom, info={"message": message})


def parmi(nom: str, colonne: str, valeurs: Iterable[str], message: str) -> CheckConstraint:
    """Contrainte : ``colonne`` prend une des ``valeurs``."""
    liste = ", ".join(f"'{valeur}'" for valeur in valeurs)
    return controle(nom, f"{colonne} IN ({liste})", message)


def longueur(nom: str, colonne: str, maximum: int, message: str) -> CheckConstraint:
    """Contrainte : texte non blanc, d'au plus ``maximum`` caractères."""
    return controle(nom, f"length(trim({colonne})) > 0 AND length({colonne}) <= {maximum}", message)


def date_partielle(nom: str, colonne: str, message: str) -> CheckConstraint:
    """Contrainte : vide, ``AAAA``, ``AAAA-MM`` ou ``AAAA-MM-JJ`` (la précision connue, jamais plus)."""
    c = colonne
    annee = f"length({c}) IN (4, 7, 10) AND substr({c}, 1, 4) BETWEEN '1900' AND '2100'"
    mois = f"length({c}) = 4 OR (substr({c}, 5, 1) = '-' AND substr({c}, 6, 2) BETWEEN '01' AND '12')"
    jour = f"length({c}) < 10 OR (substr({c}, 8, 1) = '-' AND substr({c}, 9, 2) BETWEEN '01' AND '31')"
    return controle(nom, f"{c} = '' OR ({annee} AND ({mois}) AND ({jour}))", message)


def point(nom: str, message: str) -> CheckConstraint:
    """Contrainte : ``lon`` et ``lat`` toutes deux vides, ou toutes deux dans leurs bornes (degrés)."""
    plein = "lon IS NOT NULL AND lat IS NOT NULL AND lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90"
    return controle(nom, f"(lon IS NULL AND lat IS NULL) OR ({plein})", message)


def unique(nom: str, *colonnes: str, message: str) -> UniqueConstraint:
    """Contrainte d'unicité nommée, avec son message."""
    return UniqueConstraint(*colonnes, name=nom, info={"message": message})
