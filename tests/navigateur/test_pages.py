"""Chaque page, claire et sombre : axe sans violation grave, aucune erreur, aucun appel à un tiers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from geo import territoires
from geo.territoires import perimetre
from tests.navigateur.onglets import Ouvrir

PERIMETRE = perimetre.encoder(territoires.membres("epci", "244200770")[:9])
AVEC = "zone_emploi:0051~zone_emploi:8421~france:FR"
CHEMINS = (
    "/",
    "/carte?territoire=8421&tableau=1",
    "/maisons",
    "/maisons?maison=33063-1",
    "/territoire?niveau=zone_emploi&code=8421",
    "/territoire",
    f"/territoire?niveau=perimetre&code={PERIMETRE}&nom=Gier",
    "/perimetre",
    f"/perimetre?code={PERIMETRE}",
    f"/comparer?avec={AVEC}",
    f"/comparer?avec={AVEC}&vue=points",
    f"/comparer?avec={AVEC}&vue=semblables",
    f"/comparer?avec={AVEC}&vue=cartes",
    "/classement?region=84",
    "/plan-actions",
    "/plan-actions?vue=calendrier&themes=clause_sociale",
    "/plan-actions?vue=tableau",
    "/plan-actions?action=12300-1-3ef7a2",
    "/compte",
    "/saisir",
    "/methode?fiche=chomage_localise",
    "/accessibilite",
)


@pytest.mark.parametrize("chemin", CHEMINS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe(ouvrir: Ouvrir, chemin: str, theme: str) -> None:
    assert ouvrir(chemin, theme=theme).vetue(theme).violations_graves() == []


@pytest.mark.parametrize("chemin", CHEMINS)
def test_telephone_sans_debordement(ouvrir: Ouvrir, chemin: str) -> None:
    assert ouvrir(chemin, largeur=390, hauteur=844).largeur <= 390


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
    ecran = ouvrir("/")
    champ = ecran.page.get_by_role("textbox", name="Commune, code postal")
    champ.fill(texte)
    champ.press("Enter")
    expect(ecran.page.get_by_role("link").filter(has_text=attendu).first).to_be_visible()


def test_recherche_sans_resultat_et_hostile(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/")
    champ = ecran.page.get_by_role("textbox", name="Commune, code postal")
    champ.fill("<img src=x onerror=alert(1)>")
    champ.press("Enter")
    expect(ecran.page.get_by_text("Rien ne répond")).to_be_visible()
    assert ecran.page.locator("img[onerror]").count() == 0


def test_annuaire_filtre_et_fiche(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/maisons")
    champ = ecran.page.get_by_role("textbox", name="Nom, ville")
    champ.fill("bordeaux")
    champ.press("Enter")
    expect(ecran.page.get_by_role("heading", name="sur 121 maisons")).to_contain_text("1 sur 121")
    ecran.page.get_by_role("link", name="Maison de l'emploi de Bordeaux").click()
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
        if len(entetes) == 3:
            break
        ecran.page.wait_for_timeout(50)
    assert len(entetes) == 3
    assert all("immutable" in valeur for valeur in entetes.values())
