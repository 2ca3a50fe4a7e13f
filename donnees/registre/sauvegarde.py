"""Sauvegarder et restaurer : une archive cohérente, prise en ligne, qui porte ses sommes de contrôle.

SQLite se sauvegarde par son API de copie ; PostgreSQL par un export logique (une ligne JSON par enregistrement). Les
deux archives se restaurent dans l'une ou l'autre base, pourvu qu'elle soit vide.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import URL, func, insert, select, text
from sqlalchemy.orm import Session

from donnees.registre.base import Registre
from donnees.registre.demarrage import configuration, migrer
from donnees.registre.erreurs import SauvegardeInvalide
from donnees.registre.modeles import Base

FORMAT = 1
MANIFESTE = "manifeste.json"
COPIE = "registre.sqlite"
LOT = 1_000


def _somme(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()


def _lignes(session: Session) -> Iterator[tuple[str, list[dict[str, Any]]]]:
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
            f"{nom}.jsonl": "".join(json.dumps(ligne) + "\n" for ligne in lignes).encode()
            for nom, lignes in _lignes(session)
        }
        return _revision(session), tables


def sauvegarder(registre: Registre, fichier: Path) -> str:
    """Écrit l'archive (d'abord à côté, puis d'un seul geste) ; rend sa somme SHA-256."""
    revision, membres = _membres(registre)
    manifeste = {
        "format": FORMAT,
        "revision": revision,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "sommes": {nom: _somme(octets) for nom, octets in membres.items()},
    }
    fichier.parent.mkdir(parents=True, exist_ok=True)
    provisoire = fichier.with_name(fichier.name + ".provisoire")
    with zipfile.ZipFile(provisoire, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFESTE, json.dumps(manifeste, indent=1))
        for nom, octets in membres.items():
            archive.writestr(nom, octets)
    provisoire.replace(fichier)
    return _somme(fichier.read_bytes())


def _ouvrir(fichier: Path) -> tuple[str, dict[str, bytes]]:
    """Lit l'archive et vérifie chaque somme ; rend sa révision et ses membres."""
    try:
        with zipfile.ZipFile(fichier) as archive:
            manifeste = json.loads(archive.read(MANIFESTE))
            membres = {nom: archive.read(nom) for nom in manifeste["sommes"]}
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as cause:
        raise SauvegardeInvalide(f"{fichier.name} n'est pas une sauvegarde lisible du registre.") from cause
    alterees = [nom for nom, octets in membres.items() if _somme(octets) != manifeste["sommes"][nom]]
    if alterees or manifeste["format"] != FORMAT:
        raise SauvegardeInvalide(f"{fichier.name} est altérée ou d'un autre format ({', '.join(alterees)}).")
    return str(manifeste["revision"]), membres


def _tables(membres: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    """Lignes par table, d'une copie SQLite ou d'un export logique."""
    if COPIE not in membres:
        return {
            Path(nom).stem: [json.loads(ligne) for ligne in octets.decode().splitlines()]
            for nom, octets in membres.items()
        }
    with tempfile.TemporaryDirectory() as dossier:
        copie = Path(dossier) / COPIE
        copie.write_bytes(membres[COPIE])
        source = Registre(URL.create("sqlite", database=str(copie)))
        try:
            with source.lire() as session:
                return dict(_lignes(session))
        finally:
            source.fermer()


def _exiger_revision(revision: str) -> None:
    """Refuse, avant de rien lire, une sauvegarde d'un autre schéma que celui de l'application."""
    attendue = ScriptDirectory.from_config(configuration()).get_current_head()
    if revision != attendue:
        raise SauvegardeInvalide(
            f"Sauvegarde du schéma {revision}, application au schéma {attendue} : "
            "restaurer avec la version de l'application qui a sauvegardé, puis la mettre à jour."
        )


def _remplir(session: Session, tables: dict[str, list[dict[str, Any]]]) -> None:
    migrer(session)
    for table in Base.metadata.sorted_tables:
        if session.execute(select(func.count()).select_from(table)).scalar_one():
            raise SauvegardeInvalide(
                f"Le lieu de restauration n'est pas vide (table {table.name}). Choisir une base neuve."
            )
        lignes = tables[table.name]
        for debut in range(0, len(lignes), LOT):
            session.execute(insert(table), lignes[debut : debut + LOT])
    if session.get_bind().dialect.name == "postgresql":
        suite = "SELECT setval(pg_get_serial_sequence('journal', 'rang'), max(rang)) FROM journal"
        session.execute(text(suite))


def restaurer(registre: Registre, fichier: Path) -> int:
    """Restaure une archive dans une base vide, tout ou rien ; rend le nombre de lignes restaurées."""
    revision, membres = _ouvrir(fichier)
    _exiger_revision(revision)
    tables = _tables(membres)
    registre.ecrire(lambda session: _remplir(session, tables))
    return sum(map(len, tables.values()))
