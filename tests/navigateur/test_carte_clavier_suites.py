"""Depuis la carte au clavier : maisons d'une zone, tableau équivalent, aide, cartes jumelles."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.navigateur.clavier import ANNONCE, FOYER, sur_la_carte, toucher
from tests.navigateur.onglets import Ouvrir

LYON = "8421"


def test_les_maisons_d_une_zone_puis_leur_fiche(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/carte?territoire={LYON}")
    ecran.attendre("atlas.pointsAffiches(carte).length > 100")
    ecran.lire("document.querySelector('.atlas-cible').focus() ?? true")
    toucher(ecran, "m")
    volet = ecran.cadre.get_by_role("dialog", name="Lyon : maisons et actions")
    lignes = volet.locator("li button")
    expect(lignes.first).to_be_focused()
    expect(lignes.first).to_contain_text("attestée")
    ecran.page.keyboard.press("ArrowDown")
    expect(lignes.nth(1)).to_be_focused()
    ecran.page.keyboard.press("Escape")
    ecran.attendre(f"{FOYER} === 'atlas-cible'")
    premiere = "({ point }) => atlas.contient(carte.atlas, carte.atlas.vise, point)"
    nom = ecran.lire(f"atlas.pointsAffiches(carte).find({premiere}).point.nom")
    toucher(ecran, "m")
    expect(lignes.first).to_be_focused()
    ecran.page.keyboard.press("Enter")  # la page change : la carte n'a plus rien à annoncer
    expect(ecran.page.get_by_role("heading", level=1)).to_have_text(nom.replace("'", "’"))


def test_t_mene_au_tableau(ouvrir: Ouvrir) -> None:
    ecran = sur_la_carte(ouvrir)
    ecran.page.keyboard.press("t")
    ecran.page.wait_for_function("() => document.activeElement.closest('[data-testid=stDataFrame]')")
    ecran.attendre_parametre("tableau", "1")


def test_depuis_l_accueil_t_mene_au_tableau_de_la_carte(ouvrir: Ouvrir) -> None:
    ecran = sur_la_carte(ouvrir, "/")
    assert re.search(r"\u00a0: (\d+ maisons?|aucune maison affichée)$", ecran.lire(ANNONCE))
    ecran.page.keyboard.press("t")
    ecran.page.wait_for_url("**/carte?*")
    ecran.attendre_parametre("tableau", "1")
    expect(ecran.page.get_by_test_id("stDataFrame")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_aide_lisible_et_fermable(ouvrir: Ouvrir, theme: str) -> None:
    ecran = sur_la_carte(ouvrir, theme=theme)
    toucher(ecran, "?")
    aide = ecran.cadre.get_by_role("dialog", name="La carte au clavier")
    expect(aide).to_contain_text("tableau équivalent")
    assert ecran.violations_graves(ecran.cadre) == []
    ecran.page.keyboard.press("Enter")
    expect(aide).to_have_count(0)
    ecran.attendre(f"{FOYER} === 'atlas-cible'")


def test_deux_cartes_un_seul_arret_et_les_deux_dates(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/comparer?avec=zone_emploi:{LYON}&vue=cartes")
    ecran.attendre("document.documentElement.dataset.atlasDouble !== undefined")
    assert ecran.lire(
        "[...document.querySelectorAll('.leaflet-container, .leaflet-container *')]"
        ".filter((e) => e.tabIndex >= 0 && !e.closest('.leaflet-control')).map((e) => e.className)"
    ) == ["atlas-cible"]
    ecran.lire("document.querySelector('.atlas-cible').focus() ?? true")
    dit = ecran.lire(ANNONCE)
    assert ecran.lire("carte.atlas.etat.periode") in dit
    assert ecran.lire("carte.atlas.etat.double.periode") in dit


RECOUVRE = """(choix) => {
  const boite = document.querySelector(choix).getBoundingClientRect();
  return [...document.querySelectorAll('.atlas-panneau:not([hidden])')].filter((p) => {
    const b = p.getBoundingClientRect();
    return b.width && boite.left < b.right && b.left < boite.right && boite.top < b.bottom && b.top < boite.bottom;
  }).map((p) => p.className);
}"""


SOUS_L_ANNONCE = """(() => {
  const { left, right, top, bottom } = document.querySelector('.atlas-annonce').getBoundingClientRect(), zones = [];
  for (let x = left; x <= right; x += 8) for (let y = top; y <= bottom; y += 8) {
    const ici = document.elementFromPoint(x, y);
    if (ici && ici.matches('#map_div path')) zones.push([x, y]);
  }
  return zones;
})()"""
"""Points de l'annonce sous lesquels est une zone : à la vue d'ensemble, elle se lit sur la mer."""


@pytest.mark.parametrize(("largeur", "hauteur"), [(1280, 800), (390, 844)])
def test_aucun_panneau_ne_couvre_l_annonce_ni_l_aide(ouvrir: Ouvrir, largeur: int, hauteur: int) -> None:
    ecran = ouvrir("/carte?actions=aucun&maisons=aucun", largeur=largeur, hauteur=hauteur)
    ecran.attendre("carte.atlas.contours")
    cible = ecran.cadre.locator(".atlas-cible")
    cible.press("ArrowRight")
    ecran.attendre("document.querySelector('.atlas-annonce').textContent.length > 0")
    assert ecran.cadre.evaluate(RECOUVRE, ".atlas-annonce") == []
    assert ecran.lire(SOUS_L_ANNONCE) == []
    cible.press("?")
    ecran.cadre.locator(".atlas-volet").wait_for()
    if largeur > 640:
        assert ecran.cadre.evaluate(RECOUVRE, ".atlas-volet") == []


def test_les_fleches_parcourent_l_outre_mer_replie_ou_non(ouvrir: Ouvrir) -> None:
    """Classe du défaut : un arrêt de tabulation par bouton d'un même groupe."""
    ecran = ouvrir("/carte?actions=aucun&maisons=aucun")
    outremer = ecran.cadre.get_by_role("toolbar", name="Outre-mer")
    titre = outremer.get_by_role("button", name="Outre-mer")
    titre.press("ArrowRight")
    expect(outremer.get_by_role("button", name="Guadeloupe")).to_be_focused()
    ecran.page.keyboard.press("ArrowLeft")
    expect(titre).to_be_focused()
    ecran.page.keyboard.press("ArrowLeft")
    expect(outremer.get_by_role("button", name="Mayotte")).to_be_focused()
    titre.click()
    offerts = "[...document.querySelectorAll('.atlas-panneau-outremer button')].filter((b) => b.tabIndex === 0)"
    ecran.attendre(f"{offerts}.length === 1 && {offerts}[0].matches('.atlas-panneau-titre')")
