"""Réglages communs : hypothesis sans chronomètre et reproductible, un registre semé une fois, les longues d'abord."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL

from donnees.registre.demarrage import demarrer

settings.register_profile("atlas", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("atlas")
ORDRE = ("deploiement", "navigateur", "pages", "registre", "donnees", "unitaires")
"""Dossiers du plus lent au plus vif : les deux ouvriers finissent ensemble, sur de petits fichiers."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Range les épreuves par dossier, les plus longues d'abord ; celles dites longues avant toutes."""
    items.sort(key=_rang)


def _rang(item: pytest.Item) -> tuple[bool, int]:
    dossier = item.path.relative_to(Path(__file__).parent).parts[0]
    return item.get_closest_marker("longue") is None, ORDRE.index(dossier)


@pytest.fixture(scope="session")
def registre_seme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Base SQLite migrée et semée une fois, à copier."""
    fichier = tmp_path_factory.mktemp("registre") / "seme.sqlite"
    demarrer(URL.create("sqlite", database=str(fichier))).fermer()
    return fichier
