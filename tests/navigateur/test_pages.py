"""Chaque page du plan : son titre, sa langue, ni erreur ni tiers (surveillés à la fermeture) ; adresses hostiles."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from pages.interface.plan import PLAN
from tests.navigateur.conftest import Ouvrir

CHEMINS = [f"/{page['url_path']}" for rubrique in PLAN.values() for page in rubrique]
PIEGES = ("<img src=x onerror=window.perdu=1>", "<script>window.perdu=1</script>", "[x](javascript:window.perdu=1)")
HOSTILES = (
    "/carte?indicateur={0}&territoire={0}&vue={0}&seuils={0}&zone={0}",
    "/maisons?maison={0}",
    "/territoire?niveau={0}&code={0}",
    "/methode?indicateur={0}",
)
PERDU = "Boolean(window.perdu || document.querySelector('img[onerror]'))"


@pytest.mark.parametrize("chemin", CHEMINS)
def test_chaque_page_du_plan(ouvrir: Ouvrir, chemin: str) -> None:
    ecran = ouvrir(chemin)
    ecran.page.get_by_text("Ni mesure d'audience").wait_for()
    expect(ecran.titre()).to_have_count(1)
    assert ecran.page.locator("html").get_attribute("lang") == "fr"
    expect(ecran.page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.parametrize("modele", HOSTILES)
def test_une_adresse_hostile_reste_un_texte(ouvrir: Ouvrir, modele: str) -> None:
    for piege in PIEGES:
        ecran = ouvrir(modele.format(quote(piege, safe="")))
        ecran.page.get_by_text("Ni mesure d'audience").wait_for()
        assert not ecran.page.evaluate(PERDU)
        assert ecran.page.locator("a[href^='javascript']").count() == 0
        expect(ecran.page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.parametrize(
    ("chemin", "champ"), [("/", "Commune, code postal"), ("/maisons", "Nom, ville"), ("/territoire", "Chercher")]
)
def test_une_recherche_hostile_reste_un_texte(ouvrir: Ouvrir, chemin: str, champ: str) -> None:
    ecran = ouvrir(chemin)
    saisie = ecran.page.get_by_role("textbox", name=champ)
    for piege in PIEGES:
        saisie.fill(piege)
        saisie.press("Enter")
        expect(ecran.page.get_by_test_id("stStatusWidget")).to_have_count(0)
        assert not ecran.page.evaluate(PERDU)
        assert ecran.page.locator("a[href^='javascript']").count() == 0
