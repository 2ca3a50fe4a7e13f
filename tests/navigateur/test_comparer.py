"""Comparer au navigateur : lisible au téléphone, entier sur un écran large et sur le papier."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from geo.mesures import comparaison
from geo.territoires import lire
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.papier import dire, imprimer, lire_pages

CINQ = [("zone_emploi", "4412"), ("epci", "245400676"), ("departement", "54"), ("region", "44"), ("france", "FR")]
LIEUX = [lire(niveau, code) for niveau, code in CINQ]
CHEMIN = f"/comparer?avec={comparaison.ecrire(LIEUX)}"
LIGNES = comparaison.lignes(LIEUX)
LARGE = 641
BORDS = """() => [...document.querySelectorAll('.atlas-comparaison table')].map((table) =>
  [...table.querySelectorAll('thead th')].map((tete) => Math.round(tete.getBoundingClientRect().left)))"""
"""Où commence chaque colonne de chaque bloc."""


def _visibles(page: Page) -> int:
    return page.locator(".atlas-comparaison tbody td[data-nom]").filter(visible=True).count()


def _violations(page: Page) -> list[str]:
    """Ce qu'axe reproche à la comparaison elle-même."""
    return [violation["id"] for violation in Axe().run(page, ".atlas-comparaison").response["violations"]]


def test_au_telephone_un_theme_est_ouvert_et_chaque_chiffre_a_un_geste(ouvrir: Ouvrir) -> None:
    """Classe du défaut : un tableau de cinq colonnes dont un écran étroit ne montre qu'une."""
    ecran = ouvrir(CHEMIN, largeur=390, hauteur=844)
    assert ecran.largeur <= 390
    page = ecran.page
    premiers = [ligne for ligne in LIGNES if ligne.indicateur.theme == LIGNES[0].indicateur.theme]
    assert _visibles(page) == len(premiers) * len(CINQ)
    tableau = page.locator(".atlas-comparaison")
    boite = tableau.bounding_box()
    assert boite
    assert boite["height"] < 1.5 * 844
    for case in page.locator(".atlas-comparaison td[data-nom]").filter(visible=True).all():
        place = case.bounding_box()
        assert place
        assert place["x"] + place["width"] <= 390
    for resume in tableau.locator("details:not([open]) summary").all()[::-1]:
        resume.press("Enter")
    assert _visibles(page) == len(LIGNES) * len(CINQ)
    assert _violations(page) == []


@pytest.mark.parametrize("largeur", [LARGE, 1280])
def test_sur_un_ecran_large_tout_est_deplie(ouvrir: Ouvrir, largeur: int) -> None:
    ecran = ouvrir(CHEMIN, largeur=largeur).jusqu_au_pied()
    assert _visibles(ecran.page) == len(LIGNES) * len(CINQ)
    assert ecran.page.locator(".atlas-comparaison summary").filter(visible=True).count() == 0
    gauches = ecran.page.evaluate(
        "() => [...document.querySelectorAll('.atlas-comparaison tbody tr')]"
        ".map((r) => [...r.children].map((c) => Math.round(c.getBoundingClientRect().left)).join())"
    )
    assert len(set(gauches)) == 1, "les colonnes ne s'alignent pas d'un thème à l'autre"
    assert _violations(ecran.page) == []


@pytest.mark.parametrize("vue", ["tableau", "points", "semblables"])
def test_le_papier_a_tous_les_chiffres_et_aucun_signe_de_markdown(ouvrir: Ouvrir, vue: str) -> None:
    """Classes du défaut : « :green[**le plus favorable**] » imprimé tel quel, figure sans source, colonne mouvante."""
    page = imprimer(ouvrir, f"{CHEMIN}&vue={vue}")
    octets = page.pdf(prefer_css_page_size=True, print_background=True)
    imprime = dire([mot for mots in lire_pages(octets) for mot in mots])
    assert not [signe for signe in ("**", ":green", ":orange", "\\", "[", "*") if signe in imprime]
    if vue != "semblables":
        assert "Sources : Insee" in imprime.replace("\u00a0", " ")
    if vue == "tableau":
        page.emulate_media(media="print")
        assert len({tuple(bords) for bords in page.evaluate(BORDS)}) == 1
        favorables = sum(len(ligne.meilleurs) for ligne in LIGNES)
        assert imprime.count("favorable") >= favorables > 3
        assert all(ligne.indicateur.libelle.split()[0] in imprime for ligne in LIGNES)
