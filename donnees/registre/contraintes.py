"""Du refus de la base au message en français : chaque contrainte porte le sien, écrit à côté d'elle."""

from __future__ import annotations

import re
from functools import cache

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from donnees.registre.erreurs import ContrainteViolee
from donnees.registre.modeles import Base

REFERENCE = "Une référence désigne une maison, un partenaire ou une action qui n'est pas au registre."
DEJA_PRIS = "Cet enregistrement existe déjà."
REFUS = "La base a refusé cet enregistrement : une valeur manque ou sort de son domaine."


@cache
def messages() -> dict[str, str]:
    """Nom de contrainte → message, lu dans les modèles ; clés primaires et étrangères comprises."""
    table: dict[str, str] = {}
    for objet in Base.metadata.tables.values():
        for contrainte in objet.constraints:
            texte = contrainte.info.get("message", DEJA_PRIS)
            if isinstance(contrainte, CheckConstraint | UniqueConstraint):
                table[str(contrainte.name)] = texte
        table[str(objet.primary_key.name)] = DEJA_PRIS
        table |= {str(cle.constraint.name): REFERENCE for cle in objet.foreign_keys if cle.constraint is not None}
    return table


@cache
def _par_colonnes() -> dict[str, str]:
    """« table.a, table.b », comme l'écrit SQLite, → nom de la contrainte d'unicité."""
    table: dict[str, str] = {}
    for objet in Base.metadata.tables.values():
        for contrainte in objet.constraints:
            if not isinstance(contrainte, CheckConstraint) and hasattr(contrainte, "columns"):
                colonnes = ", ".join(f"{objet.name}.{colonne.name}" for colonne in contrainte.columns)
                if isinstance(contrainte, UniqueConstraint) or contrainte is objet.primary_key:
                    table[colonnes] = str(contrainte.name)
    return table


def _contrainte(erreur: IntegrityError) -> str:
    """Nom de la contrainte violée, vide si le moteur ne le dit pas."""
    diagnostic = getattr(erreur.orig, "diag", None)
    if diagnostic is not None:
        return str(diagnostic.constraint_name or "")
    texte = str(erreur.orig)
    if trouve := re.match(r"CHECK constraint failed: (\w+)", texte):
        return trouve.group(1)
    if trouve := re.match(r"UNIQUE constraint failed: (.+)", texte):
        return _par_colonnes().get(trouve.group(1), "")
    return ""


def traduire(erreur: IntegrityError) -> ContrainteViolee:
    """Rend l'erreur française qui correspond au refus de la base."""
    nom = _contrainte(erreur)
    if not nom and "FOREIGN KEY" in str(erreur.orig):
        return ContrainteViolee(REFERENCE)
    return ContrainteViolee(messages().get(nom, REFUS), nom)
