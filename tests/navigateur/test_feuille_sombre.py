"""La feuille est claire même quand l'écran est sombre : fonds, textes, figures, cartes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from geo.graphiques.style import TEINTES, papier
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.papier import imprimer, part_sombre

ZONE = "niveau=zone_emploi&code=4412"
BOUTON = {
    "portrait": f"/territoire?{ZONE}",
    "deux cartes": "/comparer?avec=zone_emploi:4412&vue=cartes",
    "où agir": f"/ou-agir?{ZONE}",
}
DIRECTES = {
    "carte": "/carte?cerne=zone_emploi:4412",
    "secteurs": f"/secteurs?{ZONE}",
    "maisons": "/maisons",
}
PART_MAX = 0.12
"""Mesuré : 0,03 à 0,06 sur une feuille claire, 0,4 à 0,9 quand un fond ou une carte reste sombre."""


def _papier(page: Page) -> bytes:
    return page.pdf(prefer_css_page_size=True, print_background=True)


@pytest.mark.parametrize("nom", BOUTON)
def test_la_feuille_est_claire(ouvrir: Ouvrir, nom: str) -> None:
    assert part_sombre(_papier(imprimer(ouvrir, BOUTON[nom], theme="dark"))) < PART_MAX


@pytest.mark.parametrize("nom", DIRECTES)
def test_sans_le_bouton_le_papier_est_clair_et_ses_textes_se_lisent(ouvrir: Ouvrir, nom: str) -> None:
    ecran = ouvrir(DIRECTES[nom], theme="dark").vetue("dark")
    assert part_sombre(_papier(ecran.page)) < PART_MAX
    ecran.page.emulate_media(media="print", color_scheme="dark")
    assert ecran.violations_graves() == []
    if nom == "carte":
        assert ecran.lire("getComputedStyle(document.body).color") == "rgb(27, 42, 51)"
        assert ecran.violations_graves(ecran.cadre) == []


def test_une_figure_sombre_reprend_ses_couleurs_claires(ouvrir: Ouvrir) -> None:
    page = ouvrir(f"/territoire?{ZONE}", theme="dark").vetue("dark").page
    page.locator(".atlas-dessin text").first.wait_for()
    page.emulate_media(media="print", color_scheme="dark")
    peintes = page.evaluate(
        "() => [...document.querySelectorAll('.atlas-dessin :is(text, path, rect, line, circle)')]"
        ".flatMap((trace) => { const s = getComputedStyle(trace); return [s.fill, s.stroke]; })"
    )
    sombres = set(re.findall(r"rgb\([^)]*\)", papier()))
    assert len(sombres) == len({*TEINTES["dark"].series}) + 6
    assert not sombres & set(peintes)
    assert "rgb(15, 92, 115)" in peintes
