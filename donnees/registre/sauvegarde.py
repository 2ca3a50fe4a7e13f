"""Sauvegarder : une archive cohérente, prise en ligne.

SQLite se sauvegarde par son API de copie ; PostgreSQL par un export logique (une ligne JSON par enregistrement). Les
deux archives se restaurent dans l'une ou l'autre base, pourvu qu'elle soit vide (`donnees.registre.restauration`).
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from donnees.registre import archive
from donnees.registre.base import Registre
from donnees.registre.modeles import Base

COPIE = "registre.sqlite"
LIGNES = ".jsonl"


def lignes(session: Session) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Tables dans l'ordre des références, chacune triée par sa clé."""
    for table in Base.metadata.sorted_tables:
        trie = select(table).order_by(*table.primary_key.columns)
        yield table.name, [dict(ligne) for ligne in session.execute(trie).mappings()]


def _revision(session: Session) -> str:
    return str(session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _copier(fichier: Path) -> bytes:
    """Copie cohérente d'une base SQLite en service (API de copie en ligne)."""
    with tempfile.TemporaryDirectory() as dossier:
        cible = Path(dossier) / COPIE
        with closing(sqlite3.connect(fichier)) as source, closing(sqlite3.connect(cible)) as copie:
            source.backup(copie)
            copie.execute("PRAGMA journal_mode=DELETE")
        return cible.read_bytes()


def _membres(registre: Registre) -> tuple[str, dict[str, bytes]]:
    if registre.est_sqlite:
        with registre.lire() as session:
            revision = _revision(session)
        return revision, {COPIE: _copier(Path(str(registre.moteur.url.database)))}
    with registre.lire() as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        tables = {
            nom + LIGNES: "".join(json.dumps(ligne) + "\n" for ligne in contenu).encode()
            for nom, contenu in lignes(session)
        }
        return _revision(session), tables


def sauvegarder(registre: Registre, fichier: Path, cle: str = "") -> str:
    """Écrit l'archive, signée si une clé est donnée ; rend sa somme SHA-256, à noter ailleurs que près d'elle."""
    revision, membres = _membres(registre)
    return archive.ecrire(fichier, revision, membres, cle)
