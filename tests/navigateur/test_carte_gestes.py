"""La page défile, la carte ne bouge que si le lecteur le veut, et l'adresse ne garde que ce qu'il a voulu."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import CDPSession, expect

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

CADRE = "iframe[src*='streamlit_folium']"
VUE = "[carte.getCenter().lat.toFixed(3), carte.getCenter().lng.toFixed(3), carte.getZoom().toFixed(2)]"
DEFILE = "document.querySelector('[data-testid=stMain]').scrollTop"
TELEPHONE = {"largeur": 390, "hauteur": 844, "has_touch": True, "is_mobile": True}
SANS_POINTS = "/carte?actions=aucun&maisons=aucun"


def _milieu(ecran: Ecran) -> tuple[float, float]:
    """Milieu de la carte dans la fenêtre, une fois la carte amenée au milieu de l'écran."""
    ecran.attendre("carte.atlas.contours")
    cadre = ecran.page.locator(CADRE)
    cadre.evaluate("cadre => cadre.scrollIntoView({ block: 'center' })")
    boite = cadre.bounding_box()
    assert boite is not None
    return boite["x"] + boite["width"] / 3, boite["y"] + boite["height"] / 2


def _posee(ecran: Ecran) -> Any:
    """Vue où la carte se pose : la même à deux lectures de suite."""
    avant = None
    while avant != (vue := ecran.lire(VUE)):
        avant = vue
        ecran.page.wait_for_timeout(400)
    return vue


def _toucher(cdp: CDPSession, genre: str, *points: tuple[float, float]) -> None:
    doigts = [{"x": x, "y": y, "id": rang} for rang, (x, y) in enumerate(points)]
    cdp.send("Input.dispatchTouchEvent", {"type": genre, "touchPoints": doigts})


def _glisser(ecran: Ecran, *trajets: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Glisse un doigt par trajet, ensemble, en dix pas."""
    cdp = ecran.page.context.new_cdp_session(ecran.page)
    _toucher(cdp, "touchStart", *(depart for depart, _ in trajets))
    for pas in range(1, 11):
        points = [(a + (c - a) * pas / 10, b + (d - b) * pas / 10) for (a, b), (c, d) in trajets]
        _toucher(cdp, "touchMove", *points)
        ecran.page.wait_for_timeout(16)
    _toucher(cdp, "touchEnd")


@pytest.mark.parametrize("chemin", [SANS_POINTS, "/territoire?niveau=zone_emploi&code=0051"])
def test_la_molette_fait_defiler_la_page_et_laisse_la_carte(ouvrir: Ouvrir, chemin: str) -> None:
    ecran = ouvrir(chemin, hauteur=700)
    x, y = _milieu(ecran)
    avant, haut = _posee(ecran), ecran.page.evaluate(DEFILE)
    ecran.page.mouse.move(x, y)
    for _ in range(4):
        ecran.page.mouse.wheel(0, 60)
    ecran.page.wait_for_function(f"() => {DEFILE} > {haut} + 100")
    assert _posee(ecran) == avant
    assert "vue" not in ecran.parametres
    expect(ecran.cadre.locator("#map_div > .atlas-invite")).to_have_text("Ctrl + molette pour zoomer")


def test_ctrl_et_molette_zooment_et_l_adresse_le_dit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SANS_POINTS)
    x, y = _milieu(ecran)
    _posee(ecran)
    zoom, haut = ecran.lire("carte.getZoom()"), ecran.page.evaluate(DEFILE)
    ecran.page.mouse.move(x, y)
    ecran.page.keyboard.down("Control")
    ecran.page.mouse.wheel(0, -300)
    ecran.attendre(f"carte.getZoom() > {zoom} + 0.5")
    ecran.page.keyboard.up("Control")
    assert ecran.page.evaluate(DEFILE) == haut
    ecran.page.wait_for_function("() => new URL(location.href).searchParams.get('vue')")


def test_un_doigt_fait_defiler_la_page_et_laisse_la_carte(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SANS_POINTS, **TELEPHONE)
    x, y = _milieu(ecran)
    avant, haut = _posee(ecran), ecran.page.evaluate(DEFILE)
    _glisser(ecran, ((x, y), (x + 30, y - 200)))
    ecran.page.wait_for_function(f"() => {DEFILE} > {haut} + 100")
    assert _posee(ecran) == avant
    assert "vue" not in ecran.parametres
    expect(ecran.cadre.locator("#map_div > .atlas-invite")).to_have_text("Deux doigts pour déplacer la carte")


def test_deux_doigts_deplacent_et_zooment_la_carte_sans_la_page(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{SANS_POINTS}&vue=46.5_2.5_7", **TELEPHONE)
    x, y = _milieu(ecran)
    (lat, lng, zoom), haut = (float(v) for v in _posee(ecran)), ecran.page.evaluate(DEFILE)
    _glisser(ecran, ((x - 40, y), (x - 40, y + 120)), ((x + 60, y), (x + 60, y + 120)))
    assert float(_posee(ecran)[0]) > lat + 0.2
    _glisser(ecran, ((x - 30, y), (x - 90, y)), ((x + 30, y), (x + 90, y)))
    assert float(_posee(ecran)[2]) > zoom + 0.5
    assert ecran.page.evaluate(DEFILE) == haut
    assert lng
    ecran.page.wait_for_function("() => !new URL(location.href).searchParams.get('vue').endsWith('_7')")


def test_glisser_a_la_souris_deplace_et_s_ecrit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{SANS_POINTS}&vue=46.5_2.5_7")
    x, y = _milieu(ecran)
    avant = _posee(ecran)
    ecran.page.mouse.move(x, y)
    ecran.page.mouse.down()
    ecran.page.mouse.move(x + 80, y + 60, steps=6)
    ecran.page.mouse.up()
    apres = _posee(ecran)
    assert apres[:2] != avant[:2]
    attendue = "_".join([*apres[:2], "7"])
    ecran.attendre_parametre("vue", attendue)


@pytest.mark.parametrize(
    "mouvement",
    [
        "carte.setView([45, 5], 7, { animate: false })",
        "carte.panBy([120, 80], { animate: false })",
        "[...document.querySelectorAll('#map_div .leaflet-marker-icon')].forEach((repere) => repere.focus())",
        "atlas.viser(carte, L.latLngBounds([45, 4], [46, 5]))",
    ],
)
def test_un_mouvement_que_personne_n_a_voulu_ne_s_ecrit_pas(ouvrir: Ouvrir, mouvement: str) -> None:
    ecran = ouvrir("/carte?actions=aucun&vue=46.5_2.5_7")
    ecran.attendre("document.querySelectorAll('#map_div .atlas-maisons').length > 20")
    ecran.lire(f"({mouvement}, true)")
    ecran.page.wait_for_timeout(900)
    assert ecran.parametres["vue"] == "46.5_2.5_7"


def test_changer_la_taille_de_la_fenetre_n_ecrit_rien_et_garde_toute_la_france(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SANS_POINTS)
    adresse = ecran.page.url
    ecran.attendre("carte.atlas.contours")
    for largeur, hauteur in ((900, 700), (390, 844), (1280, 900)):
        ecran.page.set_viewport_size({"width": largeur, "height": hauteur})
        ecran.attendre(f"Math.abs(carte.getSize().y - 0.76 * {hauteur}) < 2")
        ecran.attendre("carte.getBounds().contains([[41.4, -4.7], [51, 9.5]])")
    assert ecran.page.url == adresse


def test_tabuler_jusqu_au_bout_ne_bouge_pas_la_carte(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&fiabilite=A&vue=45.7_4.8_8")
    ecran.attendre("document.querySelectorAll('#map_div .atlas-maisons').length > 20")
    avant = _posee(ecran)
    ecran.cadre.locator(".atlas-cible").focus()
    for _ in range(60):
        ecran.page.keyboard.press("Tab")
    assert _posee(ecran) == avant
    assert ecran.parametres["vue"] == "45.7_4.8_8"


def test_les_touches_de_la_carte_la_deplacent_et_s_ecrivent(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{SANS_POINTS}&vue=46.5_2.5_7")
    avant = _posee(ecran)
    ecran.cadre.locator(".atlas-cible").focus()
    ecran.page.keyboard.press("+")
    ecran.page.wait_for_function("() => !new URL(location.href).searchParams.get('vue').endsWith('_7')")
    assert float(_posee(ecran)[2]) > float(avant[2])


@pytest.mark.parametrize(
    ("lieu", "emprise"),
    [
        ("[36, 3]", "[[39.5, -8], [53, 13]]"),
        ("[60, 40]", "[[39.5, -8], [53, 13]]"),
        ("[0, 0]", "[[39.5, -8], [53, 13]]"),
    ],
)
def test_la_carte_reste_sur_la_france(ouvrir: Ouvrir, lieu: str, emprise: str) -> None:
    ecran = ouvrir(SANS_POINTS)
    ecran.attendre("carte.atlas.contours")
    ecran.lire(f"(carte.setView({lieu}, 8, {{ animate: false }}), true)")
    ecran.attendre(f"L.latLngBounds({emprise}).contains(carte.getCenter())")
    ecran.lire("(carte.setZoom(2, { animate: false }), true)")
    assert ecran.lire("carte.getBounds().contains([[41.4, -4.7], [51, 9.5]])")
    assert ecran.lire("carte.getZoom() === carte.atlas.plancher && carte.getZoom() > 4")


def test_un_cartouche_mene_a_son_outre_mer_et_s_y_borne(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SANS_POINTS)
    ecran.cadre.get_by_role("button", name="La Réunion").click()
    ecran.attendre("L.latLngBounds([-21.6, 55], [-20.7, 56.1]).contains(carte.getCenter())")
    ecran.page.wait_for_function("() => new URL(location.href).searchParams.get('vue')?.startsWith('-2')")
    ecran.lire("(carte.panBy([4000, 0], { animate: false }), true)")
    assert ecran.lire("carte.getBounds().intersects([[-21.45, 55.15], [-20.8, 55.9]])")
    ecran.cadre.get_by_role("button", name="Recentrer").click()
    ecran.attendre("carte.getBounds().contains([[41.4, -4.7], [51, 9.5]])")
    ecran.attendre_parametre("vue", None)
