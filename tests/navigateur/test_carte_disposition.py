"""La carte d'abord : sa place dans la fenêtre, ses panneaux, sa feuille basse, le territoire qu'elle cerne."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from tests.lieux_temoins import CODE_DU_GIER
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

TAILLES = [(1280, 800), (1920, 1080), (390, 844)]
FRANCE = "[[41.4, -4.7], [51, 9.5]]"
SANS_POINTS = "/carte?actions=aucun&maisons=aucun"
CACHEES = (
    "carte.atlas.centres.map((centre, i) => [carte.atlas.codes[i], carte.latLngToContainerPoint(centre)])"
    ".filter(([code]) => !/^0[1-6]/.test(code))"
    ".filter(([, p]) => { const ici = document.elementFromPoint(p.x, p.y);"
    " return !ici?.closest('#map_div') || ici.closest('.atlas-temps, .leaflet-top'); }).map(([code]) => code)"
)
"""Zones de métropole dont un panneau, ou le bord du cadre, cache le centre."""


def _cadre(ecran: Ecran) -> Locator:
    ecran.attendre("carte.atlas.contours")
    return ecran.page.locator("iframe[src*='streamlit_folium']")


def _titre(ecran: Ecran) -> Locator:
    return ecran.cadre.locator(".atlas-panneau-legende .atlas-panneau-titre")


@pytest.mark.parametrize("chemin", ["/", SANS_POINTS])
@pytest.mark.parametrize(("largeur", "hauteur"), TAILLES)
def test_la_carte_tient_les_trois_quarts_de_la_fenetre(ouvrir: Ouvrir, chemin: str, largeur: int, hauteur: int) -> None:
    ecran = ouvrir(chemin, largeur=largeur, hauteur=hauteur)
    ecran.attendre(f"Math.abs(carte.getSize().y / {hauteur} - 0.775) < 0.025")
    boite = _cadre(ecran).bounding_box()
    assert boite is not None
    assert 0.70 <= boite["height"] / hauteur <= 0.85
    fiche = ecran.page.get_by_text("Touchez une zone").first.bounding_box()
    assert fiche is not None
    assert boite["x"] <= 16
    assert max(boite["x"] + boite["width"], fiche["x"] + fiche["width"]) >= largeur - 40
    assert boite["width"] >= (0.65 if largeur > 500 else 0.95) * largeur
    assert ecran.largeur <= largeur


@pytest.mark.parametrize(("largeur", "hauteur"), [*TAILLES, (1280, 720), (1024, 768)])
def test_aucun_panneau_ne_cache_une_zone_a_l_ouverture(ouvrir: Ouvrir, largeur: int, hauteur: int) -> None:
    ecran = ouvrir(SANS_POINTS, largeur=largeur, hauteur=hauteur)
    _cadre(ecran)
    ecran.attendre(f"{CACHEES}.length === 0")
    curseur = ecran.cadre.get_by_role("slider", name="Date")
    assert curseur.evaluate(
        "c => { const b = c.getBoundingClientRect();"
        " return document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2) === c; }"
    )
    assert ecran.lire("document.querySelectorAll('.atlas-cartouche').length") == 5


def test_sans_legende_l_outre_mer_ne_coupe_pas_la_corse(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/perimetre", largeur=1280, hauteur=800)
    ecran.attendre(f"document.documentElement.classList.contains('atlas-etroit') && {CACHEES}.length === 0")


def test_un_panneau_se_replie_au_clavier_et_le_reste(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SANS_POINTS)
    titre, legende = _titre(ecran), ecran.cadre.locator(".atlas-legende")
    expect(titre).to_have_attribute("aria-expanded", "true")
    titre.press("Enter")
    expect(titre).to_have_attribute("aria-expanded", "false")
    expect(legende).to_be_hidden()
    ecran.choisir_indicateur("Taux de pauvreté")
    expect(legende).to_be_hidden()
    expect(titre).to_contain_text("Taux de pauvreté")
    ecran.page.reload()
    expect(_titre(ecran)).to_have_attribute("aria-expanded", "false")
    _titre(ecran).press("Enter")
    _titre(ecran).press("Escape")
    expect(_titre(ecran)).to_have_attribute("aria-expanded", "false")


def test_la_fiche_se_replie_et_la_carte_prend_toute_la_largeur(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SANS_POINTS, largeur=1280, hauteur=800)
    bouton = ecran.cadre.get_by_role("button", name="Fiche à droite de la carte")
    expect(bouton).to_have_attribute("aria-expanded", "true")
    bouton.press("Enter")
    expect(bouton).to_have_attribute("aria-expanded", "false")
    ecran.attendre(f"carte.getSize().x > 1200 && carte.getBounds().contains({FRANCE})")
    expect(ecran.page.get_by_text("Touchez une zone d’emploi")).to_be_hidden()
    bouton.press("Enter")
    expect(ecran.page.get_by_text("Touchez une zone d’emploi")).to_be_visible()
    assert "vue" not in ecran.parametres


@pytest.mark.parametrize(
    "chemin",
    [
        "/territoire?niveau=zone_emploi&code=0051",
        "/ou-agir?theme=clause_sociale",
        f"/perimetre?code={CODE_DU_GIER}",
        "/maisons",
        "/plan-actions?vue=carte",
    ],
)
@pytest.mark.parametrize(("largeur", "hauteur"), [(1280, 800), (390, 844)])
def test_une_carte_jointe_laisse_voir_son_texte(ouvrir: Ouvrir, chemin: str, largeur: int, hauteur: int) -> None:
    ecran = ouvrir(chemin, largeur=largeur, hauteur=hauteur)
    ecran.attendre(f"carte.getSize().y >= 380 && carte.getSize().y <= 0.73 * {hauteur}")
    boite = _cadre(ecran).bounding_box()
    assert boite is not None
    assert abs(boite["height"] - ecran.lire("carte.getSize().y")) < 2
    debordent = "[...document.querySelectorAll('.atlas-panneau:not([hidden]), .atlas-boutons')].filter((p) => {"
    debordent += (
        "const b = p.getBoundingClientRect(); return b.left < 0 || b.right > innerWidth || b.bottom > innerHeight; })"
    )
    assert ecran.lire(f"{debordent}.length") == 0


GIER = f"cerne=perimetre:{CODE_DU_GIER}:{quote('Vallée du Gier')}"
CERNE_VU = (
    "carte.atlas.cernes?.length && carte.getBounds().contains(carte.atlas.cernes[0].getBounds()) && carte.getZoom() > 7"
)


def test_sur_la_carte_d_un_perimetre_cadre_et_cerne(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/perimetre?code={CODE_DU_GIER}&nom={quote('Vallée du Gier')}")
    ecran.page.get_by_role("link", name="Sur la carte").click()
    expect(ecran.page.get_by_role("heading", level=1)).to_contain_text("par zone d’emploi")
    ecran.attendre(CERNE_VU)
    expect(ecran.page.get_by_text("Cerné sur la carte : Vallée du Gier (périmètre de 9 communes)")).to_be_visible()
    assert "vue" not in ecran.parametres
    ecran.au_repos().page.get_by_role("button", name="Ôter le contour").click()
    ecran.attendre("carte.atlas.cernes.length === 0")
    ecran.attendre_parametre("cerne", "aucun")


@pytest.mark.parametrize(
    "cerne", ["epci:245400676", "commune:54395", "departement:54", "region:84", "zone_emploi:0401"]
)
@pytest.mark.parametrize("niveau", ["zone_emploi", "departement"])
def test_tout_territoire_se_cadre_et_se_cerne(ouvrir: Ouvrir, cerne: str, niveau: str) -> None:
    ecran = ouvrir(f"{SANS_POINTS}&indicateur=taux_pauvrete&niveau={niveau}&cerne={cerne}", largeur=1280, hauteur=800)
    ecran.attendre(CERNE_VU.replace("> 7", "> 6"))


def test_un_territoire_choisi_sans_contour_se_cadre(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{SANS_POINTS}&territoire=3222", largeur=1280, hauteur=800)
    ecran.attendre(
        "carte.getZoom() > 8 && carte.getBounds().contains(carte.atlas.centres[carte.atlas.codes.indexOf('3222')])"
    )
    assert "vue" not in ecran.parametres


def test_le_cadrage_du_lien_l_emporte_sur_le_contour(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{SANS_POINTS}&{GIER}&vue=48.1_-1.7_8")
    ecran.attendre("carte.atlas.cernes?.length > 0")
    assert ecran.lire("[carte.getCenter().lat.toFixed(1), carte.getCenter().lng.toFixed(1), carte.getZoom()]") == [
        "48.1",
        "-1.7",
        8,
    ]


def test_un_contour_qui_manque_laisse_la_carte(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/methode")
    ecran.page.route("**/contours/communes/*", lambda route: route.abort())
    ecran.aller(f"{SANS_POINTS}&{GIER}")
    ecran.attendre(f"carte.atlas.codes.length === 306 && carte.getBounds().contains({FRANCE})")


@pytest.mark.parametrize(("largeur", "hauteur"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("avec", ["zone_emploi:0051", "epci:245400676"])
def test_deux_cartes_meme_vue_toute_la_france_et_le_meme_contour(
    ouvrir: Ouvrir, avec: str, largeur: int, hauteur: int
) -> None:
    ecran = ouvrir(f"/comparer?avec={avec}&vue=cartes&avant=2010-T1", largeur=largeur, hauteur=hauteur)
    ecran.attendre("(document.documentElement.dataset.atlasDouble || '').endsWith('2025')")
    ecran.attendre(
        f"[carte, carte.atlas.seconde].every((une) => une.getBounds().contains({FRANCE}))"
        " && carte.getZoom() === carte.atlas.seconde.getZoom()"
        " && carte.latLngToContainerPoint(carte.atlas.seconde.getCenter())"
        ".distanceTo(carte.latLngToContainerPoint(carte.getCenter())) < 2"
        " && carte.getSize().equals(carte.atlas.seconde.getSize())"
    )
    for une in ("#map_div", ".atlas-seconde"):
        expect(ecran.cadre.locator(f"{une} path.atlas-perimetre")).to_have_count(2)
    assert ecran.lire("carte.getSize().x") >= (330 if largeur < 500 else 500)
    ecran.page.wait_for_timeout(400)
    assert ecran.parametres["vue"] == "cartes"


@pytest.mark.parametrize(("largeur", "hauteur"), [(1280, 800), (1280, 900), (390, 844)])
def test_une_action_seule_a_son_repere_quel_que_soit_le_zoom_d_ensemble(
    ouvrir: Ouvrir, largeur: int, hauteur: int
) -> None:
    ecran = ouvrir("/plan-actions?q=voiron&vue=carte", largeur=largeur, hauteur=hauteur)
    ecran.attendre("document.querySelectorAll('#map_div .atlas-marqueur').length > 0")
    ecran.page.set_viewport_size({"width": 1400, "height": 1000})
    ecran.attendre("carte.getSize().x > 900 && document.querySelectorAll('#map_div .atlas-marqueur').length > 0")
