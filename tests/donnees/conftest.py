"""Accès aux bruts pour les épreuves de données."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from donnees.chemins import BRUT_DEFAUT
from donnees.lecture.socle import Brut


@pytest.fixture(scope="session")
def brut_reel() -> Brut:
    """Les vrais fichiers bruts ; l'épreuve se saute (en le disant) là où ils ne sont pas déposés."""
    racine = Path(os.environ.get("ATLAS_BRUT", BRUT_DEFAUT))
    if not racine.is_dir():
        pytest.skip(f"bruts absents de {racine} : indiquer leur dossier par ATLAS_BRUT")
    return Brut(racine)


@pytest.fixture
def brut_vide(tmp_path: Path) -> Brut:
    """Un dossier de bruts vide, où l'épreuve écrit ses petits extraits."""
    return Brut(tmp_path)
