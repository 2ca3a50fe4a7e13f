"""Le lien restaure exactement ce qu'on voyait ; un lien absurde se dit et ne casse rien."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir

ETAT = (
    "/carte?indicateur=emploi_prive_evolution_5_ans&date=2022&methode=jenks&classes=6&territoire=8421"
    "&maisons=mde.mcef&fiabilite=A&actions=clause_sociale&annees=2005_2015&reseaux=reseau-apec"
    "&programmes=programme-acv&tableau=1&vue=46.1_4.2_7.3"
)
VU = (
    "({classes: carte.atlas.etat.couleurs.length, bornes: carte.atlas.etat.bornes, periode: carte.atlas.etat.periode, "
    "selection: carte.atlas.etat.selection, couches: carte.atlas.etat.couches, "
    "vue: [carte.getCenter().lat.toFixed(2), carte.getCenter().lng.toFixed(2), carte.getZoom().toFixed(1)]})"
)


def test_le_lien_restaure_tout(ouvrir: Ouvrir) -> None:
    premier = ouvrir(ETAT)
    vu = premier.lire(VU)
    assert vu["classes"] == 6
    assert vu["periode"] == "2022"
    assert vu["selection"] == "8421"
    assert len(vu["couches"]) == 4
    assert vu["vue"] == ["46.10", "4.20", "7.3"]
    expect(premier.page.get_by_test_id("stDataFrame")).to_be_visible()
    assert premier.page.locator("[data-testid='stAlertContentWarning']").count() == 0
    adresse = urlsplit(premier.page.url)
    second = ouvrir(f"{adresse.path}?{adresse.query}")
    assert second.lire(VU) == vu
    expect(second.page.locator(".atlas-fiche h2")).to_have_text("Lyon")
    assert second.page.locator("h1").inner_text() == premier.page.locator("h1").inner_text()


def test_copier_le_lien_dit_aussi_le_cadrage(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?territoire=8421", permissions=["clipboard-read", "clipboard-write"])
    ecran.lire("(carte.setView([45, 5], 7, {animate: false}), true)")
    ecran.cadre.get_by_role("button", name="Copier le lien").click()
    ecran.cadre.get_by_role("button", name="Lien copié").wait_for()
    copie = ecran.page.evaluate("navigator.clipboard.readText()")
    assert "territoire=8421" in copie
    assert "vue=45.000_5.000_7" in copie
    ecran.attendre_parametre("vue", "45.000_5.000_7")


@pytest.mark.parametrize(
    ("chemin", "onglet"),
    [
        ("/plan-actions?vue=carte", "carte"),
        ("/comparer?avec=zone_emploi:8421&vue=cartes", "cartes"),
        ("/secteurs?niveau=zone_emploi&code=0051&vue=branche", "branche"),
    ],
)
def test_deplacer_la_carte_ne_change_pas_d_onglet(ouvrir: Ouvrir, chemin: str, onglet: str) -> None:
    """Là où « vue » nomme l'onglet ouvert, le cadrage de la carte ne prend pas sa place."""
    ecran = ouvrir(chemin)
    zoom = ecran.lire("carte.getZoom()")
    ecran.cadre.locator(".atlas-cible").focus()
    ecran.page.keyboard.press("+")
    ecran.attendre(f"carte.getZoom() > {zoom}")
    ecran.page.wait_for_timeout(600)
    assert ecran.parametres["vue"] == onglet


def test_lien_absurde(ouvrir: Ouvrir) -> None:
    hostile = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"
    ecran = ouvrir(f"/carte?indicateur={hostile}&niveau=planete&classes=99&territoire=zzz&vue=a_b_c&annees=9")
    alertes = ecran.page.locator("[data-testid='stAlertContentWarning']")
    expect(alertes.first).to_contain_text("n’existe pas")
    assert alertes.count() >= 5
    assert ecran.lire("carte.atlas.etat.titre") == "Taux de chômage localisé"
    assert ecran.page.locator("img[onerror]").count() == 0
    assert "Traceback" not in ecran.page.content()


def test_revenir_a_la_carte_garde_l_etat(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?indicateur=taux_pauvrete&territoire=8421")
    ecran.attendre("carte.atlas.etat.titre === 'Taux de pauvreté'")
    ecran.page.get_by_role("link", name="Définition, formule").click()
    expect(ecran.page.get_by_role("heading", level=1)).to_have_text("Méthode et données")
    ecran.au_repos().page.go_back()
    ecran.attendre_parametre("territoire", "8421")
    expect(ecran.page.locator(".atlas-fiche h2")).to_have_text("Lyon")


@pytest.mark.parametrize(
    ("chemin", "lien", "attendu"),
    [
        ("/maisons?niveau=epci&code=245400676", "Voir toute la France", {"niveau": "france", "code": "FR"}),
        ("/maisons?maison=54395-1", "Toutes les maisons", {}),
        ("/territoire?niveau=epci&code=245400676", "Nancy (zone d’emploi", {"niveau": "zone_emploi", "code": "4412"}),
    ],
)
def test_un_lien_vers_la_page_meme_change_l_adresse(
    ouvrir: Ouvrir, chemin: str, lien: str, attendu: dict[str, str]
) -> None:
    ecran = ouvrir(chemin)
    depart = ecran.page.url
    ecran.page.get_by_test_id("stPageLink-NavLink").filter(has_text=lien).first.click()
    ecran.page.wait_for_function("depart => location.href !== depart", arg=depart)
    ecran.au_repos()
    assert dict(parse_qsl(urlsplit(ecran.page.url).query)) == attendu
    ecran.page.go_back()
    expect(ecran.page).to_have_url(depart)
