"""L'en-tête dans un vrai navigateur : recherche à la frappe, clavier seul, favoris, souvenir, menu du téléphone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

LYON = "/territoire?niveau=zone_emploi&code=8421"


def _puce(page: Page) -> str:
    return page.locator(".atlas-entete .puce b").inner_text()


def _chercher(ecran: Ecran, texte: str) -> None:
    """Ouvre la recherche et tape ; n'appuie jamais sur Entrée."""
    ecran.chercher(texte)
    expect(ecran.page.locator(".atlas-recherche [role=option] small").first).to_be_visible()


def test_la_frappe_suffit_et_la_page_reste_la_meme(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/secteurs?niveau=zone_emploi&code=8421")
    _chercher(ecran, "voir")
    ecran.page.get_by_role("option", name=re.compile("^Voiron Zone")).click()
    ecran.attendre_parametre("code", "8435")
    assert "/secteurs" in ecran.page.url
    expect(ecran.page.locator(".atlas-entete .puce b")).to_have_text("Voiron")
    expect(ecran.page).to_have_title(re.compile("^Voiron · Secteurs et métiers · Atlas"))


def test_au_clavier_seul_fleche_et_entree_choisissent_echap_referme(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(LYON)
    bouton = ecran.page.locator('.atlas-entete [data-geste="chercher"]')
    bouton.focus()
    ecran.page.keyboard.press("Enter")
    champ = ecran.page.get_by_role("combobox", name=re.compile("code postal"))
    expect(champ).to_be_focused()
    ecran.page.keyboard.press("Escape")
    expect(champ).to_be_hidden()
    expect(bouton).to_be_focused()
    ecran.page.keyboard.press("Enter")
    ecran.page.keyboard.type("lens-hénin")
    expect(ecran.page.locator(".atlas-recherche .etat")).to_have_text("2 réponses.")
    ecran.page.keyboard.press("ArrowDown")
    expect(champ).to_have_attribute("aria-activedescendant", "atlas-option-1")
    ecran.page.keyboard.press("Enter")
    ecran.attendre_parametre("code", "3215")


def test_apres_le_choix_le_foyer_est_au_titre(ouvrir: Ouvrir) -> None:
    """Classe du défaut : un geste fait au clavier laisse le foyer nulle part."""
    page = ouvrir("/territoire").page
    page.get_by_role("button", name="Choisir un territoire").press("Enter")
    champ = page.get_by_role("combobox", name=re.compile("code postal"))
    champ.press_sequentially("voiron", delay=40)
    expect(page.get_by_role("option").first).to_contain_text("Voiron")
    champ.press("Enter")
    expect(page.locator("h1")).to_contain_text("Voiron")
    expect(page.locator("h1")).to_be_focused(timeout=15_000)


def test_le_menu_garde_le_territoire_et_retour_revient(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(LYON)
    for rubrique, page, attendu in (
        ("Comprendre", "Secteurs et métiers", "/secteurs"),
        ("Agir", "Où agir", "/ou-agir"),
    ):
        ecran.page.get_by_test_id("stTopNavSection").filter(has_text=rubrique).click()
        ecran.page.get_by_role("menuitem", name=page).click()
        expect(ecran.page).to_have_url(re.compile(f"{attendu}.*code=8421"))
        ecran.au_repos()
    ecran.page.go_back()
    expect(ecran.page).to_have_url(re.compile("/secteurs.*code=8421"))
    ecran.au_repos().page.go_back()
    expect(ecran.page).to_have_url(re.compile("/territoire.*code=8421"))


def test_un_lien_du_menu_copie_dit_le_territoire(ouvrir: Ouvrir) -> None:
    page = ouvrir(LYON).page
    page.get_by_test_id("stTopNavSection").filter(has_text="Comprendre").click()
    entree = page.get_by_role("menuitem", name="Secteurs et métiers")
    entree.focus()
    assert "courant=zone_emploi%3A8421" in str(entree.get_attribute("href"))


def test_un_favori_se_garde_sur_l_appareil_et_se_retrouve(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(LYON)
    etoile = ecran.page.locator('.atlas-entete [data-geste="favori"]')
    etoile.click()
    expect(etoile).to_have_attribute("aria-pressed", "true")
    ecran.aller("/methode")
    ecran.page.locator('.atlas-entete [data-geste="chercher"]').click()
    ecran.page.get_by_role("option", name=re.compile("^Lyon")).click()
    ecran.attendre_parametre("code", "8421")
    etoile.click()
    expect(etoile).to_have_attribute("aria-pressed", "false")


def test_un_geste_n_en_declenche_pas_un_autre(ouvrir: Ouvrir) -> None:
    """Chercher, garder, comparer : rien de cela ne copie le lien ni ne change le texte du bouton."""
    ecran = ouvrir(LYON)
    ecran.page.evaluate(
        "navigator.clipboard.writeText = (texte) => { window.copie = texte; return Promise.resolve(); }"
    )
    textes = ecran.page.locator(".atlas-entete").inner_text()
    ecran.page.locator('.atlas-entete [data-geste="favori"]').click()
    ecran.page.locator('.atlas-entete [data-geste="favori"]').click()
    ecran.page.locator('.atlas-entete [data-geste="chercher"]').click()
    ecran.page.keyboard.press("Escape")
    assert ecran.page.evaluate("window.copie ?? null") is None
    assert ecran.page.locator(".atlas-entete").inner_text() == textes


def test_se_souvenir_ne_vaut_que_si_on_le_demande(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(LYON)
    ecran.aller("/territoire")
    assert "code=" not in ecran.page.url, "rien n'a été demandé, rien ne doit être gardé"
    ecran.aller(LYON)
    ecran.page.locator('.atlas-entete [data-geste="chercher"]').click()
    ecran.page.get_by_label("Se souvenir de mon territoire").check()
    ecran.page.keyboard.press("Escape")
    ecran.aller("/territoire")
    ecran.attendre_parametre("code", "8421")
    ecran.aller("/territoire?niveau=zone_emploi&code=8435")
    ecran.attendre_parametre("code", "8435")
    ecran.page.locator('.atlas-entete [data-geste="chercher"]').click()
    ecran.page.get_by_label("Se souvenir de mon territoire").uncheck()
    ecran.page.keyboard.press("Escape")
    ecran.aller("/territoire")
    assert "code=" not in ecran.page.url


def test_le_comparateur_se_change_depuis_l_en_tete(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(LYON)
    ecran.page.locator(".atlas-entete .face summary").click()
    ecran.page.get_by_role("button", name="Auvergne-Rhône-Alpes (région)").click()
    ecran.attendre_parametre("comparateur", "region.84")
    expect(ecran.page.locator(".atlas-entete .face summary")).to_contain_text("Auvergne")


def test_au_telephone_le_menu_dit_son_nom_et_se_referme(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(LYON, largeur=390, hauteur=844)
    ecran.page.get_by_test_id("stExpandSidebarButton").click()
    assert ecran.violations_graves() == []
    ecran.page.get_by_test_id("stSidebarNavLink").filter(has_text="Secteurs et métiers").click()
    ecran.attendre_parametre("code", "8421")
    expect(ecran.page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    contenu = ecran.page.get_by_test_id("stExpandSidebarButton").evaluate(
        "b => getComputedStyle(b, '::before').content"
    )
    assert "Menu" in contenu


def test_au_telephone_le_menu_du_comparateur_tient_dans_l_ecran(ouvrir: Ouvrir) -> None:
    page = ouvrir("/territoire?niveau=departement&code=57", largeur=390, hauteur=844).page
    page.locator(".atlas-entete .face summary").click()
    for choix in (".atlas-entete .face ul", ".atlas-entete .face summary", ".atlas-entete .favori"):
        boite = page.locator(choix).bounding_box()
        assert boite is not None
        assert boite["x"] >= 0
        assert boite["x"] + boite["width"] <= 390


def test_aller_au_contenu_mene_au_titre(ouvrir: Ouvrir) -> None:
    page = ouvrir(LYON).page
    page.get_by_test_id("stSkipToContent").press("Enter")
    expect(page.locator(".stMain h1")).to_be_focused()


def test_la_recherche_est_sans_violation_grave(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(LYON)
    _chercher(ecran, "nancy")
    assert ecran.violations_graves() == []


def test_rien_ne_repond_se_dit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(LYON).chercher("zzzqx")
    expect(ecran.page.locator(".atlas-recherche .etat")).to_contain_text("Rien ne répond")


def test_la_page_entiere_n_est_pas_un_arret_de_tabulation(ouvrir: Ouvrir) -> None:
    page = ouvrir("/accessibilite").page
    expect(page.get_by_test_id("stMain")).to_have_attribute("tabindex", "-1")


def test_le_document_prepare_recoit_le_foyer(ouvrir: Ouvrir) -> None:
    """Le bouton qui livre naît après le geste : sans le foyer, rien ne l'annonce."""
    page = ouvrir("/diagnostic?niveau=zone_emploi&code=8435&sections=essentiel").page
    page.get_by_role("button", name="PDF, à lire et à imprimer").press("Enter")
    expect(page.get_by_role("button", name="Télécharger : PDF")).to_be_focused()
