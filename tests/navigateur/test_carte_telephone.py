"""La carte au téléphone : au premier écran, commandes hors d'elle, voisin touché qui se présente d'abord."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

TELEPHONE = {"largeur": 390, "hauteur": 844, "has_touch": True, "is_mobile": True}
VOIRON, GRENOBLE = "8435", "8409"
CERNE = f"cerne=zone_emploi%3A{VOIRON}"
CHEZ_SOI = f"/carte?territoire={VOIRON}&{CERNE}&maisons=aucun&actions=aucun"
SANS_POINTS = "/carte?actions=aucun&maisons=aucun"
TITRE = ".atlas-panneau-legende .atlas-panneau-titre"
SUR_LA_CARTE = """[...document.querySelectorAll('.atlas-boutons button, .leaflet-control-zoom a')].filter((une) => {
  const barre = document.querySelector('.leaflet-top.leaflet-left').getBoundingClientRect();
  const { bottom, width } = une.getBoundingClientRect();
  return width && bottom > barre.bottom; }).length"""
"""Commandes posées sur la carte elle-même, non dans la barre qui la surmonte."""


@pytest.mark.parametrize("chemin", ["/carte", CHEZ_SOI])
def test_la_carte_se_voit_entiere_au_premier_ecran(ouvrir: Ouvrir, chemin: str) -> None:
    """Classe du défaut : les réglages passent avant la carte et la repoussent hors du premier écran."""
    ecran = ouvrir(chemin, **TELEPHONE)
    ecran.attendre("carte.getSize().x > 300")
    boite = ecran.page.locator("iframe[src*='streamlit_folium']").bounding_box()
    assert boite is not None
    assert boite["y"] <= 220
    assert 0.75 * 844 <= boite["height"] <= 844 - boite["y"]
    assert ecran.lire(SUR_LA_CARTE) == 0


def test_les_reglages_sont_a_une_touche(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(CHEZ_SOI, **TELEPHONE)
    indicateur, oter = ecran.page.get_by_role("combobox", name="Indicateur"), ecran.page.get_by_text("Ôter le contour")
    expect(indicateur).to_be_hidden()
    ecran.page.get_by_text("Changer d’indicateur").tap()
    expect(oter).to_be_visible()
    ecran.choisir_indicateur("Taux de pauvreté")
    expect(indicateur).to_be_visible()
    assert ecran.largeur <= 390


def test_de_pres_ni_cartouche_ni_commande_ne_couvre_le_territoire(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(CHEZ_SOI, **TELEPHONE)
    ecran.attendre("carte.atlas.cernes?.length > 0 && carte.getZoom() > 7.5")
    outremer = ecran.cadre.locator(".atlas-panneau-outremer")
    expect(outremer).to_be_hidden()
    libre = (
        "(() => { const { min, max } = carte.atlas.cernes[0].getBounds().toBBoxString && L.bounds("
        "carte.latLngToContainerPoint(carte.atlas.cernes[0].getBounds().getNorthWest()),"
        "carte.latLngToContainerPoint(carte.atlas.cernes[0].getBounds().getSouthEast()));"
        "return [min.y > document.querySelector('.leaflet-top').offsetHeight,"
        " max.y < document.querySelector('.atlas-temps').offsetTop]; })()"
    )
    assert ecran.lire(libre) == [True, True]
    ecran.cadre.get_by_role("button", name="Recentrer").tap()
    expect(outremer).to_be_visible()


def _toucher(ecran: Ecran, code: str) -> None:
    """Touche une zone du doigt, en son centre."""
    ecran.attendre("carte.atlas.contours")
    x, y = ecran.lire(
        f"(() => {{ const a = carte.atlas, p = carte.latLngToContainerPoint(a.centres[a.codes.indexOf('{code}')]);"
        " return [p.x, p.y]; })()"
    )
    ecran.cadre.locator("#map_div").tap(position={"x": x, "y": y})


@pytest.mark.parametrize("chemin", [CHEZ_SOI, f"/?{CERNE}"])
def test_toucher_un_voisin_le_presente_sans_changer_de_territoire(ouvrir: Ouvrir, chemin: str) -> None:
    """Classe du défaut : un doigt qui explore remplace le territoire courant sans le dire."""
    ecran = ouvrir(chemin, **TELEPHONE)
    ecran.attendre("carte.atlas.cernes?.length > 0")
    adresse = ecran.page.url
    _toucher(ecran, GRENOBLE)
    feuille = ecran.cadre.get_by_role("region", name="Grenoble")
    adopter = feuille.get_by_role("button", name="En faire mon territoire")
    expect(adopter).to_be_visible()
    puce = ecran.page.locator(".atlas-entete .puce b")
    expect(puce).to_have_text("Voiron")
    assert ecran.page.url == adresse
    adopter.tap()
    expect(puce).to_have_text("Grenoble")
    expect(feuille).to_be_hidden()
    assert GRENOBLE in ecran.page.url


def test_sans_territoire_toucher_choisit(ouvrir: Ouvrir) -> None:
    """« Touchez une zone sur la carte : ses chiffres clés s'affichent » : rien n'est à perdre, rien n'est demandé."""
    ecran = ouvrir("/carte?maisons=aucun&actions=aucun", **TELEPHONE)
    _toucher(ecran, "2415")
    ecran.attendre_parametre("territoire", "2415")


def test_la_legende_repliee_de_l_accueil_dit_le_plein_et_le_creux(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/", **TELEPHONE)
    titre = ecran.cadre.locator(f"{TITRE} .atlas-legende-titre")
    expect(titre).to_contain_text("moins de 3 ans")
    assert [titre.locator(f".atlas-preuve-{age}").count() for age in ("recente", "ancienne", "inconnue")] == [1, 1, 1]
    assert titre.evaluate("titre => titre.scrollWidth <= titre.clientWidth")


def test_au_telephone_la_legende_est_une_feuille_basse(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SANS_POINTS, **TELEPHONE)
    titre, legende = ecran.cadre.locator(TITRE), ecran.cadre.locator(".atlas-legende")
    expect(titre).to_contain_text("Taux de chômage localisé")
    expect(legende).to_be_hidden()
    boite = titre.bounding_box()
    assert boite is not None
    assert 44 <= boite["height"] <= 60
    titre.tap()
    expect(legende).to_be_visible()
    assert ecran.lire("document.querySelector('.atlas-panneau-legende').offsetHeight / innerHeight") < 0.75
    couvertes = (
        "[...document.querySelectorAll('.atlas-legende li')].filter((li) => { const b = li.getBoundingClientRect();"
    )
    couvertes += "return !document.elementFromPoint(b.left + 40, b.top + 8)?.closest('.atlas-legende'); }).length"
    assert ecran.lire(couvertes) == 0
    titre.press("Escape")
    expect(legende).to_be_hidden()
    assert ecran.lire("document.activeElement.matches('.atlas-panneau-titre')")
    ecran.cliquer_territoire("8421")
    expect(titre).to_contain_text("Lyon :")


def test_au_telephone_toucher_choisit_la_zone_et_la_maison_se_lit_dans_la_feuille(ouvrir: Ouvrir) -> None:
    """La grappe et la bulle ne prennent plus le doigt qui vise une zone ; la fiche ne déborde pas."""
    ecran = ouvrir("/carte?actions=aucun", **TELEPHONE)
    ecran.attendre("document.querySelectorAll('#map_div .atlas-maisons').length > 70")
    ecran.attendre("carte.getSize().x > 300")
    code, x, y = ecran.lire(
        "(() => { const a = carte.atlas; let rang = -1, ici;"
        "carte.eachLayer((l) => { if (!(l instanceof L.Marker)) return;"
        "const p = carte.latLngToContainerPoint(l.getLatLng()), e = document.elementFromPoint(p.x, p.y);"
        "a.couche.eachLayer((z) => { if (z._path === e) { rang = z.feature.indice; ici = p; } }); });"
        "return [a.codes[rang], ici.x, ici.y]; })()"
    )
    ecran.cadre.locator("#map_div").tap(position={"x": x, "y": y})
    ecran.attendre_parametre("territoire", code)
    assert ecran.cadre.locator(".leaflet-popup").count() == 0
    vue = ecran.lire("carte.getCenter().toString()")
    ecran.cadre.locator(".atlas-suites button").tap()
    feuille = ecran.cadre.locator(".atlas-feuille")
    expect(feuille).to_be_visible()
    if feuille.locator("li button").count():
        feuille.locator("li button").first.tap()
    expect(feuille.locator(".atlas-fenetre")).to_contain_text("Source :")
    dedans = feuille.evaluate(
        "f => { const b = f.getBoundingClientRect(); return [b.left >= 0, b.right <= innerWidth] }"
    )
    assert dedans == [True, True]
    assert ecran.lire("carte.getCenter().toString()") == vue
    feuille.press("Escape")
    expect(feuille).to_be_hidden()
