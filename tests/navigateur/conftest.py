"""Un serveur et un Chromium pour la séance ; chaque page ouverte est surveillée jusqu'à sa fermeture."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.navigateur.chromium import ChromiumAbsent, navigateur
from tests.navigateur.ecran import ATTENTE
from tests.navigateur.onglets import Onglets, Ouvrir, visites
from tests.navigateur.serveur import RACINE, Journaux, Service, servir

expect.set_options(timeout=ATTENTE)  # une machine chargée met parfois plus de cinq secondes


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nomme les épreuves du navigateur."""
    for item in items:
        if "tests/navigateur" in item.nodeid:
            item.add_marker(pytest.mark.navigateur)


@pytest.fixture(scope="session")
def journaux(tmp_path_factory: pytest.TempPathFactory, registre_seme: Path) -> Journaux:
    """Où écrire le journal d'un serveur, à côté d'une copie du registre semé."""

    def journal(nom: str) -> Path:
        dossier = tmp_path_factory.mktemp(nom)
        shutil.copy(registre_seme, dossier / "journal.sqlite")
        return dossier / "journal.txt"

    return journal


@pytest.fixture(scope="session")
def service(journaux: Journaux) -> Iterator[Service]:
    """L'application, servie sur la boucle locale."""
    with servir(RACINE / "app.py", journaux("serveur")) as lance:
        yield lance


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Un Chromium pour la séance ; son absence est un échec, jamais un saut."""
    try:
        with navigateur() as lance:
            yield lance
    except ChromiumAbsent as absence:
        pytest.fail(str(absence))


@pytest.fixture(scope="session")
def onglets(chromium: Browser) -> Onglets:
    """Les onglets de la séance, repris d'une épreuve à l'autre."""
    return Onglets(chromium)


@pytest.fixture
def ouvrir(onglets: Onglets, service: Service) -> Iterator[Ouvrir]:
    """Ouvre une page sans mémoire ; à la fin, aucune erreur ni requête externe n'est admise."""
    with visites(onglets, service.adresse) as ouvrir_page:
        yield ouvrir_page
