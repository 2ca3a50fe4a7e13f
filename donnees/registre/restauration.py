"""Restaurer une archive : prouvée, entière, conforme au schéma, dans une base vide ; tout ou rien."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import JSON, URL, Column, Table, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from donnees.registre.archive import ILLISIBLES, Preuve, ouvrir
from donnees.registre.base import Registre
from donnees.registre.demarrage import configuration, migrer
from donnees.registre.erreurs import RegistreIndisponible, SauvegardeInvalide
from donnees.registre.modeles import Base
from donnees.registre.sauvegarde import COPIE, LIGNES, lignes
from donnees.registre.services.saisie import INGARDABLE

LOT = 1_000
TABLES: Mapping[str, Table] = {table.name: table for table in Base.metadata.sorted_tables}
INTERNES = frozenset({"alembic_version", "sqlite_sequence"})
MONTREES = 10
Contenu = dict[str, list[dict[str, Any]]]


def restaurer(registre: Registre, fichier: Path, preuve: Preuve) -> int:
    """Restaure une archive dans une base vide, tout ou rien ; rend le nombre de lignes restaurées.

    Raises
    ------
    SauvegardeInvalide
        Archive illisible, que rien n'atteste, d'un autre schéma, ou qui contient une table, une colonne ou une valeur
        que le registre ne connaît pas ; ou lieu de restauration qui n'est pas vide.
    """
    revision, membres = ouvrir(fichier, preuve)
    exiger_revision(revision)
    try:
        tables = _de_la_copie(membres) if COPIE in membres else _des_lignes(membres)
    except SauvegardeInvalide:
        raise
    except (*ILLISIBLES, sqlite3.Error, SQLAlchemyError, RegistreIndisponible) as cause:
        raise SauvegardeInvalide(f"Le contenu de {fichier.name} ne se lit pas.") from cause
    _exiger_valeurs(tables)
    registre.ecrire(lambda session: _remplir(session, tables))
    return sum(map(len, tables.values()))


def exiger_revision(revision: str) -> None:
    """Refuse, avant de rien lire, une sauvegarde d'un autre schéma que celui de l'application."""
    attendue = ScriptDirectory.from_config(configuration()).get_current_head()
    if revision != attendue:
        raise SauvegardeInvalide(
            f"Sauvegarde du schéma {revision}, application au schéma {attendue} : "
            "restaurer avec la version de l'application qui a sauvegardé, puis la mettre à jour."
        )


def _exiger_memes(genre: str, presents: Iterable[str], attendus: Iterable[str]) -> None:
    """Refuse, en les nommant, ce qui manque et ce que le registre ne connaît pas."""
    en_trop, absents = sorted(set(presents) - set(attendus)), sorted(set(attendus) - set(presents))
    for defaut, noms in (("inconnue", en_trop), ("absente", absents)):
        if noms:
            liste = ", ".join(nom[:60] for nom in noms[:MONTREES])
            raise SauvegardeInvalide(f"{genre} {defaut} dans la sauvegarde : {liste}.")


def _des_lignes(membres: Mapping[str, bytes]) -> Contenu:
    """Lignes d'un export logique : un fichier par table, un objet JSON par ligne."""
    _exiger_memes("Table", [nom.removesuffix(LIGNES) for nom in membres], TABLES)
    contenu: Contenu = {}
    for nom, table in TABLES.items():
        contenu[nom] = []
        for rang, ecrite in enumerate(membres[nom + LIGNES].decode().split("\n")[:-1], 1):
            ligne = json.loads(ecrite)
            if not isinstance(ligne, dict):
                raise SauvegardeInvalide(f"Table {nom}, ligne {rang} : un objet est attendu.")
            _exiger_memes(f"Table {nom}, ligne {rang} : colonne", ligne, table.columns.keys())
            contenu[nom].append(ligne)
    return contenu


def _de_la_copie(membres: Mapping[str, bytes]) -> Contenu:
    """Lignes d'une copie SQLite, dont le schéma est d'abord comparé à celui du registre."""
    _exiger_memes("Pièce", membres, {COPIE})
    with tempfile.TemporaryDirectory() as dossier:
        copie = Path(dossier) / COPIE
        copie.write_bytes(membres[COPIE])
        with closing(sqlite3.connect(copie)) as source:
            _exiger_schema(source)
        registre = Registre(URL.create("sqlite", database=str(copie)))
        try:
            with registre.lire() as session:
                return dict(lignes(session))
        finally:
            registre.fermer()


def _exiger_schema(source: sqlite3.Connection) -> None:
    objets = source.execute("SELECT name, type FROM sqlite_master WHERE type <> 'index'").fetchall()
    if greffes := sorted(str(nom)[:60] for nom, genre in objets if genre != "table"):
        raise SauvegardeInvalide(f"Vue ou déclencheur inconnu dans la sauvegarde : {', '.join(greffes[:MONTREES])}.")
    _exiger_memes("Table", {nom for nom, _ in objets} - INTERNES, TABLES)
    for nom, table in TABLES.items():
        colonnes = [colonne for _, colonne, *_ in source.execute(f"PRAGMA table_info({nom})")]
        _exiger_memes(f"Table {nom} : colonne", colonnes, table.columns.keys())


def _exiger_valeurs(tables: Contenu) -> None:
    """Refuse une valeur d'un autre type que celui de sa colonne, en disant laquelle."""
    for nom, contenu in tables.items():
        colonnes = list(TABLES[nom].columns)
        for rang, ligne in enumerate(contenu, 1):
            for colonne in colonnes:
                if not _conforme(colonne, ligne[colonne.name]):
                    raise SauvegardeInvalide(f"Table {nom}, ligne {rang} : la colonne {colonne.name} est mal remplie.")


def _conforme(colonne: Column[Any], valeur: object) -> bool:
    if valeur is None:
        return bool(colonne.nullable)
    if isinstance(colonne.type, JSON):
        return isinstance(valeur, dict)
    attendu = colonne.type.python_type
    if isinstance(valeur, bool) or attendu is bool:
        return isinstance(valeur, bool) and attendu is bool
    if isinstance(valeur, str):
        return attendu is str and not INGARDABLE.search(valeur)
    if isinstance(valeur, int):
        return attendu in {int, float} and abs(valeur) < 2**63
    return isinstance(valeur, float) and attendu is float


def _remplir(session: Session, tables: Contenu) -> None:
    migrer(session)
    for table in TABLES.values():
        if session.execute(select(func.count()).select_from(table)).scalar_one():
            raise SauvegardeInvalide(
                f"Le lieu de restauration n'est pas vide (table {table.name}). Choisir une base neuve."
            )
        contenu = tables[table.name]
        for debut in range(0, len(contenu), LOT):
            session.execute(insert(table), contenu[debut : debut + LOT])
    if session.get_bind().dialect.name == "postgresql":
        suite = "SELECT setval(pg_get_serial_sequence('journal', 'rang'), max(rang)) FROM journal"
        session.execute(text(suite))
