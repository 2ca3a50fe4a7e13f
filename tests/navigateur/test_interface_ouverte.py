"""La page lisible de l'interface ouverte : accessible, tenue à l'écran, sans script ni requête de plus."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.navigateur.onglets import Onglets, Theme
from tests.navigateur.serveur import Service


@pytest.fixture
def page(onglets: Onglets) -> Iterator[Page]:
    """Un onglet nu : la page n'est pas de l'application."""
    neuve = onglets.neuf(390, 900)
    yield neuve
    onglets.fermer(neuve)


@pytest.mark.parametrize("largeur", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_la_page_se_lit_partout_sans_rien_demander(page: Page, service: Service, largeur: int, theme: Theme) -> None:
    demandes: list[str] = []
    erreurs: list[str] = []
    page.on("request", lambda requete: demandes.append(requete.url))
    page.on("console", lambda message: erreurs.append(message.text))
    page.set_viewport_size({"width": largeur, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.goto(f"{service.adresse}/api/v1")
    assert page.locator("h1").inner_text() == "Interface ouverte"
    assert page.evaluate("document.documentElement.scrollWidth") == largeur
    assert {adresse.removeprefix(service.adresse) for adresse in demandes} <= {"/api/v1", "/api/v1/", "/favicon.ico"}
    assert erreurs == []
    assert Axe().run(page).response["violations"] == []


def test_ses_liens_menent_quelque_part(page: Page, service: Service) -> None:
    page.goto(f"{service.adresse}/api/v1/")
    liens = set(page.locator("a").evaluate_all("liens => liens.map((lien) => lien.href.split('#')[0])"))
    assert len(liens) > 20
    with httpx.Client(trust_env=False) as client:
        assert {client.get(lien).status_code for lien in liens} == {200}
