"""Économie verte au navigateur : la carte et son clic, la recherche, l'accessibilité, le téléphone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.navigateur.conftest import Ouvrir

CHEMINS = (
    "/economie-verte",
    "/economie-verte?niveau=epci&code=244200770&mesure=part_recrutements_verdissants&metier=isolation",
)


@pytest.mark.parametrize("chemin", CHEMINS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe(ouvrir: Ouvrir, chemin: str, theme: str) -> None:
    ecran = ouvrir(chemin, color_scheme=theme)
    ecran.jusqu_au_pied()
    ecran.attendre(f"document.documentElement.dataset.theme === '{theme}'")
    assert ecran.violations_graves() == []


@pytest.mark.parametrize("chemin", CHEMINS)
def test_telephone_sans_debordement(ouvrir: Ouvrir, chemin: str) -> None:
    ecran = ouvrir(chemin, largeur=390, hauteur=844)
    ecran.jusqu_au_pied()
    assert ecran.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_un_clic_sur_la_carte_ouvre_la_zone(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/economie-verte?mesure=part_recrutements_verdissants")
    expect(ecran.page.locator(".atlas-phrase").first).to_contain_text("En France")
    ecran.cliquer_territoire("8421")
    ecran.attendre_parametre("code", "8421")
    expect(ecran.page.locator(".atlas-phrase").first).to_contain_text("Lyon")
    assert ecran.parametres["mesure"] == "part_recrutements_verdissants"


def test_chercher_un_metier(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/economie-verte")
    champ = ecran.page.get_by_role("textbox", name="Métier ou code ROME")
    champ.fill("éolien")
    champ.press("Enter")
    expect(ecran.page.get_by_text("2 métiers")).to_be_visible()
    ecran.attendre_parametre("metier", "éolien")
