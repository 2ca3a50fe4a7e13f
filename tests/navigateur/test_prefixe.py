"""L'Atlas servi sous un chemin (/atlas), comme un service parmi d'autres d'un même site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir
from tests.navigateur.serveur import RACINE, Journaux, Service, servir


@pytest.fixture(scope="module")
def service(journaux: Journaux) -> Iterator[Service]:
    """L'application sous /atlas, à qui l'on a désigné un fichier de secrets qui n'existe pas."""
    options = ["--server.baseUrlPath", "atlas", "--secrets.files", "/absent/secrets.toml"]
    with servir(RACINE / "app.py", journaux("prefixe"), options=options, prefixe="/atlas") as lance:
        yield replace(lance, adresse=f"{lance.adresse}/atlas")


def test_un_lien_profond_puis_la_navigation(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/territoire?niveau=zone_emploi&code=8421")
    expect(ecran.page.locator("h1")).to_contain_text("Lyon")
    ecran.page.get_by_role("link", name="Méthode et données").last.click()
    expect(ecran.page.locator("h1")).to_contain_text("Méthode")
    assert "/atlas/methode" in ecran.page.url
    ecran.aller("/accueil")
    expect(ecran.page.locator("h1")).to_be_visible()
    assert ecran.page.url.rstrip("/").endswith("/atlas")


def test_la_carte_et_un_telechargement(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?territoire=8421")
    assert int(ecran.lire("carte.atlas.codes.length")) == 306
    ecran.page.get_by_role("button", name="Exporter").click()
    with ecran.page.expect_download(timeout=60_000) as attente:
        ecran.page.get_by_role("button", name="CSV", exact=True).click()
    assert "Lyon" in attente.value.path().read_text(encoding="utf-8-sig")


def test_le_code_d_integration_garde_le_prefixe(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?embed=true&territoire=8421")
    assert int(ecran.lire("carte.atlas.codes.length")) == 306


def test_la_sonde_repond_et_dit_le_fichier_de_secrets_absent(service: Service) -> None:
    with httpx.Client(trust_env=False) as client:
        sonde = client.get(f"{service.adresse}/sante")
    assert sonde.status_code == 200
    (avertissement,) = sonde.json()["avertissements"]
    assert "fichier de secrets du serveur n'existe pas" in avertissement
    assert "/absent" not in avertissement


def test_l_interface_ouverte_porte_le_prefixe(service: Service) -> None:
    with httpx.Client(trust_env=False, base_url=service.adresse) as client:
        region = client.get("/api/v1/territoires/region/44")
        assert region.json()["liens"]["portrait"] == "/atlas/api/v1/territoires/region/44/portrait"
        assert client.get("/api/v1").headers["location"] == "/atlas/api/v1/"
        connue = client.get("/api/v1/territoires/region/44", headers={"if-none-match": region.headers["etag"]})
        assert (connue.status_code, connue.content) == (304, b"")
        table = client.head("/api/v1/produits/passages.parquet", headers={"accept-encoding": "gzip"})
        assert (table.status_code, "content-encoding" in table.headers) == (200, False)
        assert int(table.headers["content-length"]) > 0


def test_une_page_legere_garde_le_prefixe(service: Service) -> None:
    with httpx.Client(trust_env=False) as client:
        renvoi = client.get(f"{service.adresse}/t/zone_emploi/8421")
        assert renvoi.headers["location"] == "/atlas/t/zone_emploi/8421-lyon"
        page = client.get(f"{service.adresse}/t/zone_emploi/8421-lyon")
        ecran = client.get(f"{service.adresse}/territoire?niveau=zone_emploi&code=8421")
    assert f'<link rel="canonical" href="{service.adresse}/t/zone_emploi/8421-lyon">' in page.text
    assert 'href="/atlas/indicateur/chomage_localise"' in page.text
    assert f'content="{service.adresse}/t/zone_emploi/8421-lyon/apercu.png"' in ecran.text
