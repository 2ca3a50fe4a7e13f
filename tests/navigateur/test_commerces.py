"""Commerces et création au navigateur : carte des déserts, clic qui essaie une ouverture."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir

ZONE = "/commerces?niveau=zone_emploi&code=0051"


def test_les_communes_equipees_portent_un_point_et_la_legende_le_dit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(ZONE)
    ecran.cadre.locator("#map_div .atlas-nombre").first.wait_for()
    assert ecran.cadre.locator("#map_div .atlas-nombre").all_inner_texts() == ["●"] * 43
    expect(ecran.cadre.locator(".atlas-cles")).to_contain_text("la commune a une boulangerie")
    intervalles = ecran.cadre.locator(".atlas-intervalle").all_inner_texts()
    assert intervalles[-1] == "équipée (0 km)"
    assert ecran.lire("carte.atlas.etat.effectifs[0]") == 43


def test_un_clic_essaie_une_ouverture(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{ZONE}&volet=ouvrir")
    ecran.cadre.locator("#map_div .atlas-nombre").first.wait_for()
    signes = ecran.cadre.locator("#map_div .atlas-nombre").all_inner_texts()
    assert sorted(signe for signe in signes if signe != "●") == ["10", *map(str, range(2, 10)), "★1"]
    ecran.cliquer_territoire("61228")
    ecran.attendre_parametre("commune", "61228")
    expect(ecran.page.get_by_role("heading", name="Ouvrir une boulangerie à L’Orée-d’Écouves")).to_be_visible()
    ecran.attendre("carte.atlas.etat.selection === '61228'")
    expect(ecran.cadre.locator("#map_div .atlas-nombre", has_text="★4")).to_be_visible()


def test_le_lien_rend_l_ecran(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{ZONE}&volet=ouvrir&type=pharmacie&rayon=10&commune=61202")
    expect(ecran.page.get_by_role("heading", name="Ouvrir une pharmacie à Hauterive (61)")).to_be_visible()
    assert ecran.parametres["rayon"] == "10"
    ecran.page.get_by_role("radio", name="Créations").click()
    ecran.attendre_parametre("volet", "creations")
    expect(ecran.page.get_by_role("heading", name="Structures d’appui")).to_be_visible()
