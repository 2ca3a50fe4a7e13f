"""Accueil, annuaire, fichiers empreintés : ce qu'un lecteur y cherche et ce que le navigateur en garde."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("saint etienne", "Saint-Étienne"),
        ("SAINT-ÉTIENNE", "Saint-Étienne"),
        ("42000", "Saint-Étienne"),
        ("pays voironnais", "voironnais"),
    ],
)
def test_recherche_de_l_accueil(ouvrir: Ouvrir, texte: str, attendu: str) -> None:
    ecran = ouvrir("/").chercher(texte)
    expect(ecran.page.get_by_role("option").filter(has_text=attendu).first).to_be_visible()


def test_recherche_sans_resultat_et_hostile(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/").chercher("<img src=x onerror=alert(1)>")
    expect(ecran.page.get_by_text("Rien ne répond")).to_be_visible()
    assert ecran.page.locator("img[onerror]").count() == 0


def test_annuaire_filtre_et_fiche(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/maisons")
    ecran.valider("Nom, ville", "bordeaux")
    expect(ecran.page.get_by_role("heading", name="sur 121 structures")).to_contain_text("1 sur 121")
    ecran.page.get_by_role("link", name="Maison de l’emploi de Bordeaux").click()
    expect(ecran.page.get_by_role("heading", level=1)).to_contain_text("Bordeaux")
    expect(ecran.page.get_by_role("heading", name="Actions (")).to_be_visible()


def test_cache_eternel_des_fichiers_empreintes(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/methode")
    entetes: dict[str, str] = {}
    ecran.ecouter(
        "response",
        lambda r: (
            entetes.update({r.url: r.headers.get("cache-control", "")})
            if re.search(r"-[0-9a-f]{10}\.json", r.url)
            else None
        ),
    )
    ecran.aller("/carte")
    ecran.attendre("carte.atlas.points && carte.atlas.points.size === 2")
    for _ in range(100):
        if len(entetes) >= 3:
            break
        ecran.page.wait_for_timeout(50)
    assert len(entetes) >= 3
    assert all("immutable" in valeur for valeur in entetes.values())
