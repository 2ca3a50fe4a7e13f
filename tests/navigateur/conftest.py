"""Un serveur et un Chromium pour la séance ; chaque page ouverte est surveillée jusqu'à sa fermeture."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.navigateur.chromium import ChromiumAbsent, navigateur
from tests.navigateur.ecran import ATTENTE, Ecran
from tests.navigateur.serveur import RACINE, Service, servir

Ouvrir = Callable[..., Ecran]
expect.set_options(timeout=ATTENTE)  # une machine chargée met parfois plus de cinq secondes


@pytest.hookimpl(tryfirst=True)  # avant pytest-xdist, qui lit les groupes
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Les épreuves du navigateur restent ensemble : un seul serveur, un seul Chromium."""
    for item in items:
        if "tests/navigateur" in item.nodeid:
            item.add_marker(pytest.mark.navigateur)
            item.add_marker(pytest.mark.xdist_group("navigateur"))


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """L'application, servie sur la boucle locale."""
    with servir(RACINE / "app.py", tmp_path_factory.mktemp("serveur") / "journal.txt") as lance:
        yield lance


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Un Chromium pour la séance ; son absence est un échec, jamais un saut."""
    try:
        with navigateur() as lance:
            yield lance
    except ChromiumAbsent as absence:
        pytest.fail(str(absence))


@pytest.fixture
def ouvrir(chromium: Browser, service: Service) -> Iterator[Ouvrir]:
    """Ouvre une page dans un contexte neuf ; à la fin, aucune erreur ni requête externe n'est admise."""
    contextes: list[BrowserContext] = []
    ecrans: list[Ecran] = []

    def ouvrir_page(chemin: str = "/carte", *, largeur: int = 1280, hauteur: int = 900, **options: object) -> Ecran:
        contexte = chromium.new_context(
            viewport={"width": largeur, "height": hauteur},
            locale="fr-FR",
            **options,  # type: ignore[arg-type]  # options de Playwright passées telles quelles
        )
        contextes.append(contexte)
        ecran = Ecran(contexte.new_page(), service.adresse)
        ecrans.append(ecran)
        return ecran.aller(chemin)

    yield ouvrir_page
    reproches = [reproche for ecran in ecrans for reproche in ecran.reproches]
    for contexte in contextes:
        contexte.close()
    assert reproches == []
