"""Rien ne saute à l'ouverture d'une page : ce qui s'y lit est à sa place dès qu'on le voit."""

from __future__ import annotations

import pytest

from tests.navigateur.onglets import Ouvrir

SONDE = """() => {
  window.sauts = 0;
  window.atlasNaissance = 30000; // une machine chargée n'y change rien : la page attend d'être composée
  new PerformanceObserver((liste) => {
    for (const saut of liste.getEntries()) if (!saut.hadRecentInput) window.sauts += saut.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
ADMIS = 0.1
"""« Bon » selon le Cumulative Layout Shift : c'est un rapport de surfaces, non un temps."""
ZONE = "niveau=zone_emploi&code=8421"
PAGES = ("/", "/carte", f"/territoire?{ZONE}", f"/secteurs?{ZONE}", "/maisons", "/plan-actions", "/methode")


@pytest.mark.parametrize("largeur", [1280, 390])
@pytest.mark.parametrize("chemin", PAGES)
def test_rien_ne_saute_a_l_ouverture(ouvrir: Ouvrir, chemin: str, largeur: int) -> None:
    ecran = ouvrir("/accessibilite", largeur=largeur, hauteur=844)
    ecran.page.add_init_script(f"({SONDE})()")
    ecran.aller(chemin).jusqu_au_pied()
    ecran.page.wait_for_timeout(600)
    assert ecran.page.evaluate("window.sauts") <= ADMIS
