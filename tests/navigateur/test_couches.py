"""Maisons, actions, réseaux : fenêtres sourcées, filtres, textes hostiles inertes, pannes dites."""

from __future__ import annotations

import json

from playwright.sync_api import Route, expect

from tests.navigateur.onglets import Ouvrir

OUVRIR = (
    "Object.values(carte._layers).filter((l) => l instanceof L.Marker && !l.getChildCount && l.getPopup())"
    "[0].openPopup().getLatLng().lat"
)


def test_fenetre_d_une_maison_puis_sa_fiche(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&fiabilite=A")
    ecran.attendre("document.querySelectorAll('#map_div .atlas-maisons').length > 40")
    ecran.lire(OUVRIR)
    fenetre = ecran.cadre.locator(".atlas-fenetre")
    expect(fenetre).to_contain_text("Statut à la date de la source")
    expect(fenetre).to_contain_text("Source :")
    expect(fenetre).to_contain_text("la source nomme la maison")
    nom = fenetre.locator("h2").inner_text()
    ecran.suivre_la_fenetre()
    expect(ecran.page.get_by_role("heading", level=1)).to_have_text(nom)
    assert ecran.parametres["maison"]


def test_filtres_des_actions(ouvrir: Ouvrir) -> None:
    compter = "carte.atlas.points.size && [...document.querySelectorAll('#map_div .atlas-actions')].length"
    toutes = ouvrir("/carte?maisons=aucun&vue=46.5_2.5_9")
    toutes.attendre(compter)
    for filtre in ("actions=clause_sociale", "annees=2016_2018"):
        ecran = ouvrir(f"/carte?maisons=aucun&{filtre}")
        ecran.attendre(compter)
        assert 0 < ecran.lire(compter) < 40


def test_un_reseau_s_allume(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?maisons=aucun&actions=aucun")
    ecran.deplier("Points affichés")
    champ = ecran.page.get_by_role("combobox", name="Réseaux et services")
    champ.fill("Mission locale")
    ecran.page.get_by_role("option", name="Mission locale").first.click()
    ecran.attendre("document.querySelectorAll('#map_div .atlas-reseau').length > 5")
    ecran.attendre_parametre("reseaux", "reseau-mission_locale")
    expect(ecran.cadre.locator(".atlas-cles")).to_contain_text("Réseaux et services")


def _hostile(route: Route) -> None:
    corps = route.fetch().json()
    rang = corps["colonnes"].index("nom")
    for ligne in corps["lignes"]:
        ligne[rang] = "<img src=x onerror=\"document.title='perdu'\"><script>document.title='perdu'</script>"
    route.fulfill(body=json.dumps(corps), content_type="application/json")


def test_un_nom_hostile_reste_un_texte(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/methode")
    ecran.page.route("**/maisons-*.json", _hostile)
    ecran.aller("/carte?actions=aucun")
    ecran.attendre("document.querySelectorAll('#map_div .atlas-maisons').length > 40")
    ecran.lire(OUVRIR)
    expect(ecran.cadre.locator(".atlas-fenetre h2")).to_contain_text("<img src=x")
    assert ecran.lire("document.querySelectorAll('img[onerror]').length") == 0
    assert ecran.lire("document.title") != "perdu"


def test_panne_des_contours_dite_et_reparable(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/methode")
    ecran.page.route("**/contours/zones_emploi-*.json", lambda route: route.abort())
    ecran.aller("/carte")
    ecran.page.locator("iframe[src*='streamlit_folium']").wait_for()
    voile = ecran.page.frame_locator("iframe[src*='streamlit_folium']").locator(".atlas-voile")
    expect(voile).to_contain_text("La carte n’a pas pu être chargée", timeout=30_000)
    ecran.page.unroute("**/contours/zones_emploi-*.json")
    voile.get_by_role("button", name="Réessayer").click()
    assert ecran.lire("carte.atlas.codes.length") == 306


def test_le_fond_ign_est_un_choix_dont_l_absence_ne_casse_rien(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/methode")
    ecran.externes_admis = ("data.geopf.fr",)
    demandes: list[str] = []

    def couper(route: Route) -> None:
        demandes.append(route.request.url)
        route.abort()

    ecran.page.route("https://data.geopf.fr/**", couper)
    ecran.aller("/carte")
    ecran.attendre("carte.atlas.codes.length === 306")
    assert demandes == []
    ecran.aller("/carte?plan=1")
    ecran.attendre("carte.atlas.tuiles !== undefined")
    assert ecran.lire("carte.atlas.codes.length") == 306
    assert demandes
