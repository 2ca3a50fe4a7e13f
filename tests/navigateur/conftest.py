"""Un serveur et un Chromium par session ; un contexte neuf par écran, dont les fautes font échouer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.navigateur.chromium import ChromiumAbsent, navigateur
from tests.navigateur.ecran import DELAI, Ecran
from tests.navigateur.serveur import RACINE, servir
from tests.navigateur.surveillance import Surveillance

ICI = Path(__file__).parent
Ouvrir = Callable[..., Ecran]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marque « navigateur » les épreuves de ce dossier, et les garde ensemble : un serveur, un Chromium."""
    for item in items:
        if ICI in item.path.parents:
            item.add_marker(pytest.mark.navigateur)
            item.add_marker(pytest.mark.xdist_group("navigateur"))


@pytest.fixture(scope="session")
def adresse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Adresse de l'Atlas, servi pour la session."""
    with servir(RACINE / "app.py", tmp_path_factory.mktemp("serveur") / "journal.txt") as service:
        yield service.adresse


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium de la session ; son absence est un échec, jamais un saut."""
    try:
        with navigateur() as lance:
            yield lance
    except ChromiumAbsent as erreur:
        pytest.fail(str(erreur), pytrace=False)


@pytest.fixture
def ouvrir(chromium: Browser, adresse: str) -> Iterator[Ouvrir]:
    """Ouvre une page dans un contexte neuf ; à la fin, ni erreur de console ni requête externe.

    ``ouvrir(chemin, largeur=1280, hauteur=1000, **réglages du contexte de Playwright)`` rend un `Ecran`.
    """
    ecrans: list[Ecran] = []

    def neuf(chemin: str, *, largeur: int = 1280, hauteur: int = 1000, **reglages: Any) -> Ecran:
        contexte = chromium.new_context(viewport={"width": largeur, "height": hauteur}, locale="fr-FR", **reglages)
        contexte.set_default_timeout(DELAI)
        surveillance = Surveillance()
        surveillance.suivre(contexte)
        ecran = Ecran(contexte.new_page(), adresse, surveillance)
        ecrans.append(ecran)
        ecran.aller(chemin)
        return ecran

    yield neuf
    for ecran in ecrans:
        ecran.page.context.close()
    fautes = [faute for ecran in ecrans for faute in ecran.surveillance.fautes()]
    assert not fautes, "\n".join(fautes)
