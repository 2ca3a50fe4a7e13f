"""Les pages légères au navigateur : sans JavaScript, au téléphone, claires et sombres, imprimées, axe sans faute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.lieux_temoins import CODE_DU_GIER
from tests.navigateur.onglets import Onglets, Ouvrir
from tests.navigateur.serveur import Service

PAGES = {
    "/t/zone_emploi/8421-lyon": "Lyon",
    "/t/departement/976-mayotte": "Mayotte",
    "/t/france/FR-france": "France",
    f"/t/perimetre/{CODE_DU_GIER}?nom=Gier": "Gier",
    "/maison/33063-1": "Bordeaux",
    "/action/12300-1-3ef7a2": "",
    "/indicateur/chomage_localise": "Taux de chômage localisé",
    "/indicateur/population": "Population",
    "/reseau": "Les maisons de l’emploi en France",
    "/t/zone_emploi/9999": "Territoire introuvable",
}


@pytest.fixture(scope="module")
def sans_script(onglets: Onglets) -> Iterator[Page]:
    """Un téléphone dont le navigateur n'exécute aucun script."""
    page = onglets.neuf(390, 844, java_script_enabled=False)
    yield page
    page.context.close()


@pytest.mark.parametrize("chemin", PAGES)
def test_sans_javascript_au_telephone(sans_script: Page, service: Service, chemin: str) -> None:
    demandes: list[str] = []
    sans_script.on("request", lambda requete: demandes.append(requete.url))
    sans_script.goto(f"{service.adresse}{chemin}")
    expect(sans_script.locator("h1")).to_contain_text(PAGES[chemin])
    assert sans_script.evaluate("document.documentElement.scrollWidth") <= 390
    assert [demande for demande in demandes if not demande.startswith(f"{service.adresse}/")] == []
    assert len({demande for demande in demandes if not demande.endswith("/favicon.ico")}) == 1


@pytest.fixture(scope="module")
def onglet(onglets: Onglets) -> Iterator[Page]:
    """Un navigateur ordinaire."""
    page = onglets.neuf(1280, 900)
    yield page
    page.context.close()


@pytest.mark.parametrize("chemin", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_n_y_trouve_rien(onglet: Page, service: Service, chemin: str, theme: Any) -> None:
    reproches: list[str] = []
    onglet.on("console", lambda message: reproches.append(message.text))
    onglet.emulate_media(color_scheme=theme, media="screen")
    onglet.goto(f"{service.adresse}{chemin}")
    for bloc in onglet.locator("details").all():
        bloc.evaluate("bloc => { bloc.open = true; }")
    trouvees = [(v["id"], v["nodes"][0]["html"][:120]) for v in Axe().run(onglet).response["violations"]]
    assert trouvees == []
    assert [reproche for reproche in reproches if "404" not in reproche] == []


def test_imprimee_elle_n_a_ni_bouton_ni_fond_sombre(onglet: Page, service: Service) -> None:
    onglet.emulate_media(color_scheme="dark", media="print")
    onglet.goto(f"{service.adresse}/t/zone_emploi/8421-lyon")
    expect(onglet.locator(".explorer")).to_be_hidden()
    expect(onglet.locator(".atlas-en-grand")).to_be_visible()
    encre, papier = (onglet.evaluate(f"getComputedStyle(document.body).{nom}") for nom in ("color", "backgroundColor"))
    assert (encre, papier) == ("rgb(27, 42, 51)", "rgb(255, 255, 255)")


def test_le_serveur_la_rend_avec_ses_entetes(service: Service) -> None:
    with httpx.Client(base_url=service.adresse, trust_env=False) as client:
        renvoi = client.get("/t/zone_emploi/8421")
        assert (renvoi.status_code, renvoi.headers["location"]) == (308, "/t/zone_emploi/8421-lyon")
        page = client.get(renvoi.headers["location"])
        politique = page.headers["content-security-policy"]
        assert "default-src 'none'" in politique
        assert "script-src" not in politique
        assert page.headers["content-encoding"] == "gzip"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert client.get(str(page.url), headers={"if-none-match": page.headers["etag"]}).status_code == 304
        robots = client.get("/robots.txt").text
        assert f"Sitemap: {service.adresse}/sitemap.xml\n" in robots
        assert "/t/zone_emploi/8421-lyon</loc>" in client.get("/sitemap.xml").text
        assert client.get("/favicon.ico").status_code == 200
        assert client.get("/t/zone_emploi/8421-lyon/apercu.png").headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    ("ecran", "legere"),
    [
        ("/territoire?niveau=zone_emploi&code=8421", "/t/zone_emploi/8421-lyon"),
        ("/maisons?maison=33063-1", "/maison/33063-1"),
        ("/plan-actions?action=12300-1-3ef7a2", "/action/12300-1-3ef7a2"),
        ("/methode?fiche=chomage_localise", "/indicateur/chomage_localise"),
    ],
)
def test_un_ecran_propose_sa_page_legere_et_s_annonce(
    ouvrir: Ouvrir, service: Service, ecran: str, legere: str
) -> None:
    page = ouvrir(ecran).page
    lien = page.get_by_role("link", name="Page à partager")
    expect(lien).to_have_attribute("href", f"{service.adresse}{legere}")
    with httpx.Client(trust_env=False) as client:
        html = client.get(f"{service.adresse}{ecran}").text
    assert "<title>Streamlit</title>" not in html
    assert f'<meta property="og:image" content="{service.adresse}{legere}/apercu.png" />' in html
