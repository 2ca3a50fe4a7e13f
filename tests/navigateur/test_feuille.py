"""La feuille imprimée : marque, territoire, date et adresse sur chaque page, tableaux entiers, texte lisible."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from geo.mesures import comparaison
from geo.territoires import du_perimetre, lire
from geo.territoires.perimetre import encoder
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.papier import dire, imprimer, lire_pages
from tests.registre.atelier_registre import MAISON

COMMUNES = lire("epci", "245400676").communes
ZONE = "niveau=zone_emploi&code=4412"
COMPAREES = comparaison.ecrire([lire("zone_emploi", code) for code in ("4412", "0051")])
FEUILLES = {
    "portrait": (f"/territoire?{ZONE}", "Nancy"),
    "périmètre": (f"/territoire?niveau=perimetre&code={encoder(COMMUNES)}&nom=Grand+Nancy", "Grand Nancy"),
    "secteurs": (f"/secteurs?{ZONE}", "Secteurs et métiers · Nancy"),
    "verte": (f"/economie-verte?{ZONE}", "Économie verte · Nancy"),
    "commerces": (f"/commerces?{ZONE}", "Commerces et création · Nancy"),
    "comparer": (f"/comparer?avec={COMPAREES}&vue=points", "Comparer · Nancy, Alençon"),
    "où agir": (f"/ou-agir?{ZONE}", "Où agir · Nancy"),
    "classement": (f"/classement?avec={COMPAREES}", "Classement · Nancy, Alençon"),
    "clause": (f"/clause-sociale?{ZONE}", "Nancy"),
    "bilan": (f"/bilan?maison={MAISON}&annee=2014", "Bilan 2014"),
}
MARGE_HAUTE, MARGE_BASSE = 42.0, 800.0
"""Points, du haut de la page : au-delà, ce sont les marges."""
CORPS = 13.574 / 8 * 8
"""Hauteur de boîte, pour pdftotext, d'un mot de la police de l'Atlas écrit en corps 8 (celui des marges)."""
TOLERANCE = 0.98
SIGNES_MIN = 250
"""En deçà, une page est presque vide ; une figure ou une carte compte pour autant."""


@pytest.mark.parametrize("nom", FEUILLES)
def test_chaque_page_est_entiere_datee_et_lisible(ouvrir: Ouvrir, nom: str) -> None:
    """Classes du défaut : feuille sans origine, tableau perdu, texte trop petit, page orpheline."""
    chemin, sujet = FEUILLES[nom]
    page = imprimer(ouvrir, chemin)
    expect(page.locator(".stDataFrame")).to_have_count(0)
    page.emulate_media(media="print")
    figures = page.locator(".stPlotlyChart text").filter(visible=True).all_text_contents()
    pages = lire_pages(page.pdf(prefer_css_page_size=True, print_background=True))
    for rang, mots in enumerate(pages, start=1):
        tete = dire([mot for mot in mots if mot.haut < MARGE_HAUTE])
        pied = dire([mot for mot in mots if mot.haut > MARGE_BASSE])
        assert "Atlas des maisons de l’emploi" in tete
        assert sujet in tete
        assert re.search(r"\d{1,2} \w+ 20\d\d · page " + rf"{rang} / {len(pages)}", pied)
        bas = [mot for mot in mots if mot.haut > MARGE_BASSE]
        adresse, date = (next(mot for mot in bas if debut in mot.texte) for debut in ("http://127", "page"))
        assert all(mot.droite < date.gauche for mot in bas if mot.gauche <= adresse.gauche)
        assert chemin.partition("?")[0].lstrip("/")[:8] in pied.replace(" ", "")
        corps = [mot for mot in mots if MARGE_HAUTE <= mot.haut <= MARGE_BASSE]
        assert len(dire(corps)) >= SIGNES_MIN, f"page {rang} presque vide"
    traces = {mot for texte in figures for mot in texte.split()}
    petits = [mot for mots in pages for mot in mots if mot.texte in traces and mot.hauteur < TOLERANCE * CORPS]
    assert petits == []


def test_le_portrait_imprime_tous_ses_indicateurs(ouvrir: Ouvrir) -> None:
    """Classe du défaut : un volet replié s'imprime vide."""
    page = imprimer(ouvrir, FEUILLES["portrait"][0])
    lignes = page.locator("[data-testid=stExpander] .atlas-feuille-table tbody tr")
    assert lignes.count() > 80
    imprime = dire([mot for mots in lire_pages(page.pdf(prefer_css_page_size=True)) for mot in mots])
    for premiere in ("Taux de chômage localisé", "Indice de spécialisation", "Petites villes de demain"):
        assert premiere.split()[0] in imprime


def test_apres_l_impression_l_ecran_revient(ouvrir: Ouvrir) -> None:
    page = imprimer(ouvrir, FEUILLES["où agir"][0])
    expect(page.locator("[data-feuille]")).to_have_count(1)
    page.evaluate("() => { window.dispatchEvent(new Event('afterprint')); }")
    expect(page.locator("[data-feuille]")).to_have_count(0)
    expect(page.locator(".stDataFrame").first).to_be_visible()


def test_sans_le_bouton_la_feuille_reste_propre_et_ledire(ouvrir: Ouvrir) -> None:
    page = ouvrir(FEUILLES["secteurs"][0]).jusqu_au_pied().page
    pages = lire_pages(page.pdf(prefer_css_page_size=True, print_background=True))
    assert "utilisez le bouton « Imprimer »" in dire(pages[-1]).replace("\u00a0", " ")
    for mots in pages:
        assert "Atlas des maisons de l’emploi" in dire(mots)
        assert "Ni mesure d’audience" not in dire(mots)


def test_la_carte_imprimee_nomme_ce_qu_elle_cerne_et_l_en_tete_reste_dans_sa_marge(ouvrir: Ouvrir) -> None:
    nom = "Bassin de vie de Nancy, Lunéville et de leurs vallées"
    cerne = comparaison.ecrire([du_perimetre(COMMUNES, nom)])
    page = ouvrir(f"/carte?cerne={quote(cerne)}").jusqu_au_pied().page
    (premiere, *_) = lire_pages(page.pdf(prefer_css_page_size=True, print_background=True))
    assert nom in dire([mot for mot in premiere if mot.haut < MARGE_HAUTE])


def test_un_titre_hostile_ne_sort_pas_de_la_marge(ouvrir: Ouvrir) -> None:
    hostile = '"; } body { display: none } @page { @top-left { content: "pirate'
    chemin = f"/territoire?niveau=perimetre&code={encoder(COMMUNES)}&nom={hostile.replace('#', '')}"
    page = ouvrir(chemin).jusqu_au_pied().page
    (premiere, *_) = lire_pages(page.pdf(prefer_css_page_size=True))
    assert "Atlas des maisons de l’emploi" in dire(premiere)
    assert page.evaluate("() => getComputedStyle(document.body).display") != "none"
    assert "chômage" in dire(premiere)
