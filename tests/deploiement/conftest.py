"""La production en petit, lancée une fois pour toutes les épreuves ; un Chromium pour celles qui regardent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import URL

from tests.deploiement.attelage import Attelage, attelage, base_du_kit
from tests.navigateur.chromium import navigateur
from tests.navigateur.onglets import Onglets, Ouvrir, visites


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """Le registre que crée le kit, dans un vrai PostgreSQL."""
    with base_du_kit(tmp_path_factory.mktemp("postgresql")) as adresse:
        yield adresse


@pytest.fixture(scope="module")
def production(base: URL) -> Iterator[Attelage]:
    """Deux répliques derrière nginx, à la racine du site."""
    with attelage(base) as lance:
        yield lance


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Un Chromium pour la séance."""
    with navigateur() as lance:
        yield lance


@pytest.fixture(scope="session")
def onglets(chromium: Browser) -> Onglets:
    """Les onglets de la séance."""
    return Onglets(chromium)


@pytest.fixture
def ouvrir(onglets: Onglets, production: Attelage) -> Iterator[Ouvrir]:
    """Ouvre une page à travers nginx ; à la fin, aucune erreur ni requête externe n'est admise."""
    with visites(onglets, production.adresse) as ouvrir_page:
        yield ouvrir_page
