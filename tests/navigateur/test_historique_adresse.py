"""L'adresse et l'historique du navigateur : chaque page y a une entrée, la sienne, et tout geste s'y écrit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

NANCY = "245400676"


def _menu(ecran: Ecran, rubrique: str, entree: str) -> None:
    ecran.au_repos().page.get_by_test_id("stTopNavSection").filter(has_text=rubrique).click()
    ecran.page.get_by_role("menuitem", name=entree, exact=True).click()


def _chemin(ecran: Ecran) -> str:
    return ecran.au_repos().page.url.removeprefix(ecran.adresse)


@pytest.mark.parametrize(
    ("depart", "rubrique", "entree", "arrivee"),
    [
        ("/territoire?niveau=departement&code=42", "Explorer", "Carte", "/carte?cerne=departement%3A42"),
        (f"/carte?cerne=epci:{NANCY}", "Explorer", "Maisons", f"/maisons?niveau=epci&code={NANCY}"),
    ],
)
def test_retour_rend_la_page_d_avant_a_son_adresse(
    ouvrir: Ouvrir, depart: str, rubrique: str, entree: str, arrivee: str
) -> None:
    ecran = ouvrir(depart, has_touch=False)  # un onglet neuf : Chromium n'en compte pas plus de cinquante pages
    longueur = int(ecran.page.evaluate("history.length"))
    _menu(ecran, rubrique, entree)
    expect(ecran.page).to_have_url(f"{ecran.adresse}{arrivee}")
    assert _chemin(ecran) == arrivee
    assert ecran.page.evaluate("history.length") == longueur + 1
    ecran.page.go_back()
    expect(ecran.page).to_have_url(f"{ecran.adresse}{depart}")
    assert _chemin(ecran) == depart
    expect(ecran.page.get_by_test_id("stAlert").filter(has_text="Le lien demandait")).to_have_count(0)


@pytest.mark.parametrize(
    ("depart", "lien", "voulu"),
    [
        ("/plan-actions?niveau=departement&code=976", "Voir toute la France", {"niveau": "france", "code": "FR"}),
        ("/territoire?niveau=commune&code=42218", re.compile("^Saint-Étienne"), {"niveau": "zone_emploi"}),
    ],
)
def test_un_lien_vers_la_page_ou_l_on_est_s_ecrit_dans_l_adresse(
    ouvrir: Ouvrir, depart: str, lien: str | re.Pattern[str], voulu: dict[str, str]
) -> None:
    ecran = ouvrir(depart)
    ecran.page.get_by_test_id("stMain").get_by_role("link", name=lien).first.click()
    for nom, valeur in voulu.items():
        ecran.attendre_parametre(nom, valeur)
    ecran.page.go_back()
    expect(ecran.page).to_have_url(f"{ecran.adresse}{depart}")


def test_la_zone_choisie_sur_la_carte_devient_le_territoire_et_suit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    ecran.cliquer_territoire("5312")
    puce = ecran.page.locator(".atlas-entete .puce b")
    expect(puce).to_have_text("Pontivy-Loudéac")
    assert ecran.parametres == {"territoire": "5312"}
    ecran.au_repos().cliquer_territoire("2415")
    expect(puce).to_have_text("Vierzon")
    _menu(ecran, "Comprendre", "Mon territoire")
    ecran.attendre_parametre("code", "2415")


def test_un_perimetre_suivi_ne_cede_pas_a_une_zone_lue_en_passant(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/carte?cerne=epci:{NANCY}")
    assert ecran.lire("carte.atlas.codes.length") == 306
    ecran.au_repos().lire("carte.setView([46.6, 2.4], 5, { animate: false }), 1")
    ecran.cliquer_territoire("2415")
    ecran.attendre_parametre("territoire", "2415")
    expect(ecran.au_repos().page.locator(".atlas-entete .puce b")).to_have_text("Métropole du Grand Nancy")
    assert ecran.parametres["cerne"] == f"epci:{NANCY}"


def test_au_telephone_toucher_une_zone_de_l_accueil_mene_a_sa_reponse(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/", largeur=390, hauteur=844)
    assert ecran.lire("carte.atlas.codes.length") == 306
    ecran.page.locator("iframe").first.scroll_into_view_if_needed()
    ecran.cliquer_territoire("7625")
    titre = ecran.page.get_by_test_id("stMain").get_by_role("heading", name="Toulouse", exact=True)
    expect(titre).to_be_in_viewport()
    expect(ecran.au_repos().page.get_by_text("La zone d’emploi compte")).to_be_in_viewport()


def test_une_fiche_s_ouvre_en_haut_et_retour_rend_la_place(ouvrir: Ouvrir) -> None:
    """Changer ce qu'une page montre n'est pas changer de page : la place et le foyer ne suivent pas d'eux-mêmes."""
    ecran = ouvrir("/maisons?niveau=france&code=FR&page=2", largeur=390, hauteur=844)
    page, haut = ecran.page, "document.querySelector('.stMain').scrollTop"
    lien = page.locator(".st-key-annuaire-liste [data-testid=stPageLink-NavLink]").nth(9)
    nom = lien.inner_text()
    lien.scroll_into_view_if_needed()
    quittee = page.evaluate(haut)
    assert quittee > 0
    lien.click()
    titre = page.get_by_role("heading", level=1, name=nom)
    expect(titre).to_be_focused()
    expect(titre).to_be_in_viewport()
    assert page.evaluate(haut) == 0
    page.go_back()
    expect(page.get_by_role("link", name=nom)).to_be_focused()
    assert page.evaluate(haut) == pytest.approx(quittee, abs=2)
    assert ecran.au_repos().parametres["page"] == "2"
