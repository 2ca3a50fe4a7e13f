"""La carte se montre, répond au clic et au clavier, garde son cadrage."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir

LYON = "8421"
CADRAGE = "[carte.getCenter().lat.toFixed(2), carte.getCenter().lng.toFixed(2), carte.getZoom().toFixed(1)]"


def test_la_carte_se_montre(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    assert ecran.lire("carte.atlas.codes.length") == 306
    assert ecran.lire("Object.keys(carte._layers).filter((k) => carte._layers[k].feature).length") == 306
    assert ecran.lire("document.querySelectorAll('.atlas-cartouche').length") == 5
    assert ecran.lire("carte.atlas.cartouches.reduce((n, c) => n + c.couche.getLayers().length, 0)") == 19
    effectifs = ecran.lire("[...document.querySelectorAll('.atlas-effectif')].map((e) => Number(e.textContent))")
    assert sum(effectifs) == 306
    ecran.attendre("document.querySelectorAll('#map_div .atlas-puce.atlas-maisons').length > 70")
    expect(ecran.page.locator("h1")).to_have_text("Taux de chômage localisé par zone d’emploi, 4ᵉ trimestre 2025")
    assert ecran.page.locator("html").get_attribute("lang") == "fr"


def test_le_clic_choisit_puis_libere(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&maisons=aucun")
    ecran.cliquer_territoire(LYON)
    ecran.attendre_parametre("territoire", LYON)
    expect(ecran.page.locator(".atlas-fiche h2")).to_have_text("Lyon")
    ecran.attendre(f"carte.atlas.etat.selection === '{LYON}'")
    trace = f"Object.values(carte._layers).filter((l) => l.feature && l.feature.id === '{LYON}')[0]"
    assert ecran.lire(f"{trace}.options.weight") == 3
    ecran.cliquer_territoire(LYON)
    ecran.attendre_parametre("territoire", None)
    expect(ecran.page.locator(".atlas-fiche")).to_have_count(0)


def test_un_cartouche_choisit_aussi(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&maisons=aucun")
    ecran.lire("(carte.atlas.cartouches[3].couche.getLayers()[0].fire('click'), true)")
    ecran.page.wait_for_function("() => new URL(location.href).searchParams.get('territoire')?.startsWith('04')")


def test_le_clavier_suffit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    ecran.attendre("true")
    ecran.page.get_by_role("combobox", name="Zone d’emploi").focus()
    ecran.page.keyboard.type("Alençon")
    ecran.page.get_by_role("option", name="Alençon").wait_for()
    ecran.page.keyboard.press("Enter")
    ecran.attendre_parametre("territoire", "0051")


def test_changer_d_indicateur_garde_le_cadrage(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?vue=45.75_4.85_8.5")
    avant = ecran.lire(CADRAGE)
    assert avant == ["45.75", "4.85", "8.5"]
    ecran.choisir_indicateur("Taux de pauvreté")
    assert ecran.lire("carte.atlas.etat.titre") == "Taux de pauvreté"
    assert ecran.lire(CADRAGE) == avant
    ecran.attendre_parametre("indicateur", "taux_pauvrete")


def test_cercles_pour_un_effectif_hachures_sans_donnee(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?indicateur=emploi_prive")
    rayons = ecran.lire(
        "Object.values(carte._layers).filter((l) => l instanceof L.CircleMarker && l.options.radius > 0)"
        ".map((l) => l.options.radius)"
    )
    assert len(rayons) == 305
    assert 25.9 < max(rayons) <= 26, "le plus grand rond de la série, toutes dates comprises, a ce rayon"
    absentes = ecran.lire(
        "carte.atlas.traits.filter((t) => carte.atlas.etat.valeurs[t.indice] === null).map((t) => String(t.id))"
    )
    assert absentes == ["0601"]
    mayotte = ecran.lire("carte.atlas.cartouches[4].couche.getLayers().map((l) => l.options.fillColor)")
    assert mayotte == ["url(#atlas-hachures)"]


def test_departements_regions_communes(ouvrir: Ouvrir) -> None:
    for chemin, nombre in (
        ("/carte?indicateur=boulangeries&niveau=departement", 101),
        ("/carte?indicateur=boulangeries&niveau=region", 18),
        ("/carte?indicateur=boulangeries&niveau=commune&zone=0051", 184),
    ):
        assert ouvrir(chemin).lire("carte.atlas.codes.length") == nombre


def test_telephone(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&maisons=aucun", largeur=390, hauteur=844, has_touch=True, is_mobile=True)
    ecran.attendre("carte.getSize().x > 300")
    assert ecran.page.evaluate("document.documentElement.scrollWidth") <= 390
    ecran.cliquer_territoire("2415")
    ecran.attendre_parametre("territoire", "2415")


CORPS = "document.querySelector('.atlas-panneau-legende .atlas-panneau-corps')"


@pytest.mark.parametrize(("largeur", "hauteur"), [(1280, 800), (1920, 1080)])
def test_a_l_arrivee_la_carte_se_voit_entiere(ouvrir: Ouvrir, largeur: int, hauteur: int) -> None:
    """Curseur et boutons au-dessus du pli, légende entière."""
    ecran = ouvrir("/carte", largeur=largeur, hauteur=hauteur)
    ecran.attendre(f"document.querySelectorAll('#map_div .atlas-maisons').length > 20 && {CORPS}.clientHeight > 0")
    boite = ecran.page.locator("iframe[src*='streamlit_folium']").bounding_box()
    assert boite is not None
    assert boite["y"] + boite["height"] <= hauteur
    assert ecran.lire(f"{CORPS}.scrollHeight - {CORPS}.clientHeight") <= 1


COUVERTS = """(() => {
  const { places } = carte.atlas.etiquettes, coin = carte.getPixelBounds().min;
  const cadre = carte.getContainer().getBoundingClientRect();
  const amas = [...document.querySelectorAll('#map_div .atlas-amas')].map((a) => a.getBoundingClientRect());
  const couvert = ([x, y, l, h]) => amas.some((b) => x - coin.x < b.right - cadre.left
    && y - coin.y < b.bottom - cadre.top
    && b.left - cadre.left < x - coin.x + l && b.top - cadre.top < y - coin.y + h);
  return places.filter(({ item, boite }) => item.point && !item.gras && couvert(boite)).map(({ item }) => item.texte);
})()"""


def test_aucun_nom_ne_s_ecrit_sur_une_grappe(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?vue=45.6_5_7.6", largeur=1280, hauteur=800)
    ecran.attendre(
        "document.querySelectorAll('#map_div .atlas-amas').length > 3 && carte.atlas.etiquettes.places?.length > 20"
    )
    assert ecran.lire(COUVERTS) == []
