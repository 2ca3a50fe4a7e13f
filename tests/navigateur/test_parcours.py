"""Le parcours d'un lecteur : l'accueil, sa commune, son portrait, la carte, et retour."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir


@pytest.mark.parcours
def test_de_l_accueil_a_la_carte_et_retour(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/")
    page, titre = ecran.page, ecran.page.get_by_role("heading", level=1)
    page.get_by_role("button", name="Votre commune").click()
    page.locator("#atlas-recherche-champ").press_sequentially("saint etienne")
    page.get_by_role("option", name="Saint-Étienne Commune", exact=True).click()
    expect(page.get_by_role("heading", name="Saint-Étienne")).to_be_visible()
    page.get_by_role("link", name="Son portrait complet").click()
    ecran.attendre_parametre("code", "42218")
    expect(titre).to_have_text("Saint-Étienne")
    expect(page.get_by_text("La commune compte")).to_be_visible()
    ecran.jusqu_au_pied().au_repos()
    page.get_by_role("link", name="Ouvrir la carte").first.click()
    expect(titre).to_contain_text("par zone d’emploi")
    assert ecran.lire("carte.atlas.codes.length") == 306
    ecran.au_repos().page.go_back()
    ecran.attendre_parametre("code", "42218")
    expect(titre).to_have_text("Saint-Étienne")
    expect(page.get_by_text("La commune compte")).to_be_visible()
