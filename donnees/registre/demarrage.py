"""Premier démarrage : migrations puis semis, dans une seule transaction et sous verrou entre répliques."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text
from sqlalchemy.orm import Session

from donnees.registre.base import Registre
from donnees.registre.erreurs import SchemaInconnu
from donnees.registre.semis import semer

MIGRATIONS = Path(__file__).parent / "migrations"
VERROU = 2013_12_18  # clé du verrou consultatif, la date de l'arrêté
ATTENTE = "120s"
_FIL = threading.Lock()


def configuration(connexion: Connection | None = None) -> Config:
    """Configuration Alembic du paquet, liée à une connexion ouverte."""
    reglages = Config()
    reglages.set_main_option("script_location", str(MIGRATIONS))
    reglages.attributes["connection"] = connexion
    return reglages


def verrouiller(session: Session) -> None:
    """Prend le verrou entre répliques jusqu'à la fin de la transaction (SQLite : elle l'a déjà pris)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SET LOCAL lock_timeout = '{ATTENTE}'"))
        session.execute(text("SELECT pg_advisory_xact_lock(:cle)"), {"cle": VERROU})


def migrer(session: Session, revision: str = "head") -> None:
    """Amène le schéma à ``revision`` dans la transaction de la session.

    Raises
    ------
    SchemaInconnu
        La base vient d'une version plus récente ; rien n'y est changé.
    """
    verrouiller(session)
    with _FIL:  # Alembic n'a qu'un contexte par processus.
        _exiger_schema_connu(session)
        command.upgrade(configuration(session.connection()), revision)


def _exiger_schema_connu(session: Session) -> None:
    presentes = MigrationContext.configure(session.connection()).get_current_heads()
    schemas = ScriptDirectory.from_config(configuration())
    connues = {script.revision for script in schemas.walk_revisions()}
    if inconnues := [schema for schema in presentes if schema not in connues]:
        raise SchemaInconnu(inconnues[0], str(schemas.get_current_head()))


def demarrer(url: URL | None = None, *, semis: bool = True) -> Registre:
    """Ouvre le registre, à jour et semé ; sans effet s'il l'est déjà.

    Parameters
    ----------
    url : URL, optional
        Adresse de la base ; par défaut celle de l'environnement.
    semis : bool
        Faux pour un registre migré mais vide (restauration).
    """
    registre = Registre(url)

    def travail(session: Session) -> None:
        migrer(session)
        if semis:
            semer(session)

    try:
        registre.ecrire(travail)
    except BaseException:
        registre.fermer()
        raise
    return registre
