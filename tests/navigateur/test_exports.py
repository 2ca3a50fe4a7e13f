"""Les fichiers emportés s'ouvrent et disent ce que la carte montrait."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from tests.navigateur.onglets import Ouvrir


@pytest.mark.parametrize("libelle", ["CSV", "Métadonnées", "GeoJSON", "PNG", "SVG"])
def test_export(ouvrir: Ouvrir, libelle: str) -> None:
    ecran = ouvrir("/carte?actions=aucun&maisons=aucun")
    ecran.choisir_indicateur("Taux de pauvreté")
    ecran.page.get_by_role("button", name="Exporter").click()
    with ecran.page.expect_download(timeout=60_000) as attente:
        ecran.page.get_by_role("button", name=libelle, exact=True).click()
    octets = attente.value.path().read_bytes()
    suffixe = "-metadonnees.json" if libelle == "Métadonnées" else f".{libelle.lower()}"
    assert attente.value.suggested_filename == f"atlas-taux-pauvrete-zones-2021{suffixe}"
    VERIFICATIONS[libelle](octets)
    if libelle == "SVG":
        legende = ecran.lire(
            "[...document.querySelectorAll('.atlas-legende .atlas-intervalle')].map(e => e.textContent)"
        )
        assert len(legende) > 1
        assert [etiquette for etiquette in legende if etiquette not in octets.decode()] == []


def _csv(octets: bytes) -> None:
    table = pd.read_csv(io.BytesIO(octets), sep=";", decimal=",", dtype={"Code": str}, encoding="utf-8-sig")
    assert len(table) == 306
    assert set(table["Indicateur"]) == {"Taux de pauvreté"}
    assert "Filosofi" in table["Source"].iloc[0] or "Insee" in table["Source"].iloc[0]


def _geojson(octets: bytes) -> None:
    contenu = json.loads(octets)
    assert len(contenu["features"]) == 306
    assert contenu["metadonnees"]["indicateur"] == "Taux de pauvreté"


def _png(octets: bytes) -> None:
    assert octets.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(octets) > 50_000


def _svg(octets: bytes) -> None:
    assert b"<svg" in octets[:1000]
    assert "Taux de pauvreté".encode() in octets


def _metadonnees(octets: bytes) -> None:
    fiche = json.loads(octets)
    assert fiche["url"] == "atlas-taux-pauvrete-zones-2021.csv"
    assert fiche["schema:url"]["@id"].endswith("/carte?indicateur=taux_pauvrete&maisons=aucun&actions=aucun")


VERIFICATIONS = {"CSV": _csv, "Métadonnées": _metadonnees, "GeoJSON": _geojson, "PNG": _png, "SVG": _svg}
