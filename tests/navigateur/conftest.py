"""Un serveur et un Chromium par session ; un contexte neuf par épreuve, dont les fautes font échouer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.navigateur.chromium import ChromiumAbsent, lancer
from tests.navigateur.ecran import EcranCarte
from tests.navigateur.serveur import RACINE, servir
from tests.navigateur.surveillance import Surveillance

ICI = Path(__file__).parent
BUREAU = {"width": 1280, "height": 1000}
Ouvrir = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marque « navigateur » les épreuves de ce dossier."""
    for item in items:
        if ICI in item.path.parents:
            item.add_marker(pytest.mark.navigateur)


@pytest.fixture(scope="session")
def adresse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Adresse de l'Atlas, servi pour la session."""
    with servir(RACINE / "app.py", tmp_path_factory.mktemp("serveur") / "journal.txt") as service:
        yield service.adresse


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium de la session ; son absence est un échec, jamais un saut."""
    with sync_playwright() as playwright:
        try:
            navigateur = lancer(playwright)
        except ChromiumAbsent as erreur:
            pytest.fail(str(erreur), pytrace=False)
        yield navigateur
        navigateur.close()


@pytest.fixture
def surveillance() -> Surveillance:
    """Fautes de l'épreuve ; ``tolerer`` accepte celles qu'elle provoque exprès."""
    return Surveillance()


@pytest.fixture
def ouvrir(chromium: Browser, surveillance: Surveillance) -> Iterator[Ouvrir]:
    """Ouvre une page dans un contexte neuf ; à la fin, aucune faute n'est permise."""
    contextes = []

    def neuf(**reglages: Any) -> Page:
        contexte = chromium.new_context(**{"viewport": BUREAU, "locale": "fr-FR"} | reglages)
        contexte.set_default_timeout(30_000)
        surveillance.suivre(contexte)
        contextes.append(contexte)
        return contexte.new_page()

    yield neuf
    for contexte in contextes:
        contexte.close()
    assert not surveillance.fautes(), "\n".join(surveillance.fautes())


@pytest.fixture
def page(ouvrir: Ouvrir) -> Page:
    """Page de bureau."""
    return ouvrir()


@pytest.fixture
def carte(page: Page, adresse: str) -> EcranCarte:
    """Écran de carte, pas encore ouvert."""
    return EcranCarte(page, adresse)
