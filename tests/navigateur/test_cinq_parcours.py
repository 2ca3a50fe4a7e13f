"""Les cinq parcours de lecteurs : élue au téléphone, directeur, clavier seul, journaliste, feuille imprimée."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir

GRAND_NANCY = "245400676"
MENU = (
    ("Comprendre", "Comparer", "avec", f"epci:{GRAND_NANCY}~region:44"),
    ("Comprendre", "Secteurs et métiers", "code", GRAND_NANCY),
    ("Comprendre", "Commerces et création", "code", GRAND_NANCY),
    ("Agir", "Où agir", "code", GRAND_NANCY),
    ("Restituer", "Diagnostic partagé", "code", GRAND_NANCY),
    ("Explorer", "Carte", "cerne", f"epci:{GRAND_NANCY}"),
    ("Comprendre", "Mon territoire", "comparateur", "region.44"),
)


def test_l_elue_au_telephone_voit_son_bassin_et_envoie_le_lien(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/", largeur=390, hauteur=844).chercher("voiron")
    page = ecran.page
    page.get_by_role("option", name=re.compile("^Voiron Zone")).click()
    expect(page.get_by_text("La zone d’emploi compte")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Sources\s*: Insee"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Maison de l.emploi du Pays voironnais"))).to_be_visible()
    ecran.attendre("carte.atlas.cernes && carte.atlas.cernes.length > 0")
    assert "8435" in ecran.parametres["cerne"]
    assert ecran.largeur <= 390
    copie = ouvrir(page.url.removeprefix(ecran.adresse), largeur=390, hauteur=844)
    expect(copie.page.locator(".atlas-entete .puce b")).to_have_text("Voiron")
    expect(copie.page).to_have_title(re.compile("^Voiron"))


def test_le_directeur_va_de_menu_en_menu_sans_perdre_son_perimetre(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/territoire?niveau=epci&code={GRAND_NANCY}&comparateur=region.44")
    for rubrique, entree, nom, valeur in MENU:
        ecran.au_repos().page.get_by_test_id("stTopNavSection").filter(has_text=rubrique).click()
        ecran.page.get_by_role("menuitem", name=entree, exact=True).click()
        ecran.attendre_parametre(nom, valeur)
        expect(ecran.page.locator(".atlas-entete .puce b")).to_have_text("Métropole du Grand Nancy")


def test_au_clavier_seul_de_la_recherche_a_la_fiche_d_une_zone(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    page = ecran.page
    assert ecran.lire("carte.atlas.codes.length") == 306
    page.locator('.atlas-entete [data-geste="chercher"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.type("alençon")
    page.keyboard.press("Enter")
    ecran.attendre_parametre("territoire", "0051")
    expect(page.get_by_role("heading", name="Alençon").first).to_be_visible()


def test_la_journaliste_remonte_d_un_chiffre_a_son_fichier(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/").chercher("Lens-Hénin")
    page = ecran.page
    page.get_by_role("option", name=re.compile("^Lens Zone")).click()
    page.get_by_role("link", name="Son portrait complet").click()
    ecran.attendre_parametre("code", "3215")
    chiffre = page.locator(".atlas-cartons li", has_text="chômage localisé").locator(".valeur").first.inner_text()
    page.get_by_role("link", name=re.compile("Définition et source : Taux de chômage localisé")).first.click()
    expect(page.get_by_text(re.compile("Lens.*trimestre"))).to_contain_text(chiffre.split()[0])
    expect(page.get_by_text(re.compile("SHA-256")).first).to_be_visible()
    source = page.get_by_role("link", name=re.compile("^Insee, Taux de chômage")).first
    expect(source).to_have_attribute("href", re.compile("^https://www.insee.fr/"))


def test_la_feuille_porte_marque_territoire_date_et_adresse(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/territoire?niveau=zone_emploi&code=8435").jusqu_au_pied()
    ecran.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    marges = ecran.page.evaluate("[...document.querySelectorAll('style')].map((s) => s.textContent).join('')")
    for promis in ("Atlas des maisons de l", "Voiron", "territoire?niveau=zone_emploi&code=8435", "counter(page)"):
        assert promis in marges, promis
