"""Le kit sous un chemin (/atlas) : lien profond, connexion, carte et fichier emporté."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import URL

from tests.deploiement.attelage import Attelage, attelage
from tests.deploiement.lecteurs import TEMOIN
from tests.navigateur.connexion import ADMINISTRATRICE, se_connecter
from tests.navigateur.onglets import Ouvrir

pytestmark = [pytest.mark.deploiement, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def production(base: URL) -> Iterator[Attelage]:
    """Deux répliques derrière nginx, sous /atlas."""
    with attelage(base, "/atlas") as lance:
        yield lance


def test_un_lien_profond_la_carte_et_un_telechargement(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/territoire?niveau=zone_emploi&code=8421")
    expect(ecran.page.locator("h1")).to_contain_text("Lyon")
    (temoin,) = [t for t in ecran.page.context.cookies() if t["name"] == TEMOIN]
    assert temoin["path"] == "/atlas/"
    ecran.aller("/carte?territoire=8421")
    assert int(ecran.lire("carte.atlas.codes.length")) == 306
    ecran.page.get_by_role("button", name="Exporter").click()
    with ecran.page.expect_download(timeout=60_000) as attente:
        ecran.page.get_by_role("button", name="CSV", exact=True).click()
    assert "Lyon" in attente.value.path().read_text(encoding="utf-8-sig")


def test_se_connecter(ouvrir: Ouvrir) -> None:
    ecran = se_connecter(ouvrir, ADMINISTRATRICE)
    expect(ecran.page.get_by_text("Personnes habilitées")).to_be_visible()
    assert "/atlas/compte" in ecran.page.url
