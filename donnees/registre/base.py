"""Moteur, transactions et reprise sur verrou : SQLite par défaut, PostgreSQL dès qu'ATLAS_BASE_URL le dit."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as AttenteDepassee
from sqlalchemy.orm import DeclarativeBase, Session

from donnees.chemins import RACINE
from donnees.registre.contraintes import traduire
from donnees.registre.erreurs import AdresseInvalide, RegistreIndisponible, RegistreOccupe
from donnees.registre.fichier_sqlite import Temoin, compacter, proteger

VARIABLE = "ATLAS_BASE_URL"
FICHIER = RACINE / "var" / "atlas.sqlite"
ATTENTE_MS = 5_000
ESSAIS = 6
VERROUS_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# Échec de sérialisation, interblocage, attente de verrou dépassée.
VERROUS_POSTGRESQL = frozenset({"40001", "40P01", "55P03"})

T = TypeVar("T")


def adresse(environnement: Mapping[str, str] = os.environ) -> URL:
    """Adresse de la base : ``ATLAS_BASE_URL``, sinon ``var/atlas.sqlite``."""
    texte = environnement.get(VARIABLE, "").strip()
    return lire_adresse(texte) if texte else URL.create("sqlite", database=str(FICHIER))


def lire_adresse(texte: str) -> URL:
    """Lit une adresse ; lève `AdresseInvalide` sans jamais répéter le mot de passe."""
    try:
        url = make_url(texte)
    except (ArgumentError, ValueError) as cause:
        raise AdresseInvalide(f"{VARIABLE} illisible : attendu postgresql://… ou sqlite:///chemin.") from cause
    moteur = url.drivername.split("+")[0]
    if moteur in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if moteur == "sqlite" and url.database and ":memory:" not in url.database:
        return url
    raise AdresseInvalide(
        f"{VARIABLE} : moteur « {moteur} » non pris en charge. Choisir PostgreSQL ou un fichier SQLite."
    )


def _regler(connexion: sqlite3.Connection, _fiche: object) -> None:
    """Règle une connexion SQLite neuve : transactions à la main, WAL, clés étrangères, écriture durable."""
    connexion.isolation_level = None
    connexion.execute(f"PRAGMA busy_timeout={ATTENTE_MS}")
    for essai in range(100):
        try:
            connexion.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:
            # Le passage en WAL n'attend pas de lui-même un autre processus qui le fait aussi.
            if essai == 99:  # noqa: PLR2004 - dernier des cent essais
                raise
            time.sleep(0.05)
    connexion.execute("PRAGMA synchronous=FULL")
    connexion.execute("PRAGMA foreign_keys=ON")


def _debuter(connexion: Connection) -> None:
    """Ouvre la transaction SQLite ; une écriture prend le verrou tout de suite, elle ne peut plus échouer au milieu."""
    ecrit = connexion.get_execution_options().get("ecriture", False)
    connexion.exec_driver_sql("BEGIN IMMEDIATE" if ecrit else "BEGIN")


def _moteur(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        proteger(Path(str(url.database)), FICHIER.parent)
        moteur = create_engine(url, pool_size=5, max_overflow=25, pool_timeout=10, hide_parameters=True)
        event.listen(moteur, "connect", _regler)
        event.listen(moteur, "begin", _debuter)
        return moteur
    reglages = {"options": "-c lock_timeout=10000 -c timezone=UTC", "connect_timeout": 10}
    return create_engine(
        url,
        pool_size=5,
        max_overflow=25,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args=reglages,
        hide_parameters=True,  # ce qu'une requête porte est une saisie : son échec va au journal sans elle
    )


def _passager(erreur: DBAPIError) -> bool:
    """Dit si l'erreur n'est qu'un verrou tenu par un autre : recommencer a un sens."""
    origine = erreur.orig
    code = getattr(origine, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in VERROUS_SQLITE
    return getattr(origine, "sqlstate", None) in VERROUS_POSTGRESQL


def insertion(session: Session, table: type[DeclarativeBase]) -> sqlite.Insert | postgresql.Insert:
    """Insertion qui peut dire quoi faire d'une ligne déjà là : chaque moteur a la sienne."""
    inserer = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return inserer(table)


class Registre:
    """Accès à la base ; partagé par tous les fils d'un processus.

    Parameters
    ----------
    url : URL, optional
        Adresse de la base ; par défaut celle de l'environnement.
    """

    def __init__(self, url: URL | None = None) -> None:
        self.moteur = _moteur(url if url is not None else adresse())
        self._ecriture = self.moteur.execution_options(ecriture=True)
        self._temoin = Temoin(Path(str(self.moteur.url.database))) if self.est_sqlite else None

    @property
    def est_sqlite(self) -> bool:
        """Vrai si la base est un fichier SQLite."""
        return self.moteur.dialect.name == "sqlite"

    def _verifier(self) -> None:
        if self._temoin is not None:
            self._temoin.verifier()

    @contextmanager
    def lire(self) -> Iterator[Session]:
        """Session de lecture ; une panne de la base y devient une erreur en français."""
        self._verifier()
        try:
            with Session(self.moteur) as session:
                yield session
        except AttenteDepassee as cause:
            raise RegistreOccupe from cause
        except DBAPIError as cause:
            raise (RegistreOccupe if _passager(cause) else RegistreIndisponible) from cause

    def ecrire(self, travail: Callable[[Session], T], essais: int = ESSAIS) -> T:
        """Exécute ``travail`` dans une transaction d'écriture, reprise en entier si un verrou l'empêche.

        Parameters
        ----------
        essais : int
            Nombre d'essais ; un seul pour une écriture dont on peut se passer.

        Raises
        ------
        RegistreOccupe
            Verrou toujours tenu après le dernier essai ; rien n'est enregistré.
        ContrainteViolee
            La base a refusé une valeur (message en français).
        BaseDisparue
            Le fichier SQLite a été effacé ou remplacé, avant ou pendant l'écriture : elle n'est pas confirmée.
        RegistreIndisponible
            Toute autre panne de la base.
        """
        cause: Exception | None = None
        for essai in range(essais):
            self._verifier()
            try:
                with Session(self._ecriture, expire_on_commit=False) as session, session.begin():
                    resultat = travail(session)
            except AttenteDepassee as erreur:
                cause = erreur
            except IntegrityError as erreur:
                raise traduire(erreur) from erreur
            except DBAPIError as erreur:
                if not _passager(erreur):
                    raise RegistreIndisponible from erreur
                cause = erreur
            else:
                self._verifier()
                return resultat
            if essai < essais - 1:
                time.sleep(random.SystemRandom().uniform(0.5, 1.5) * 0.02 * 2**essai)
        raise RegistreOccupe from cause

    def compacter(self) -> bool:
        """Ôte d'un fichier SQLite ce qui en a été effacé ; faux si un autre l'utilise, et c'est alors à refaire."""
        if not self.est_sqlite:
            return True
        prise = self.moteur.raw_connection()
        try:
            return compacter(prise)
        finally:
            prise.close()

    def fermer(self) -> None:
        """Rend toutes les connexions."""
        self.moteur.dispose()
