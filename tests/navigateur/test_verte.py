"""Économie verte au navigateur : la carte et son clic, la recherche, l'impression."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir

LARGEUR_FEUILLE = 688
"""A4 moins deux marges de 14 mm, en pixels CSS."""
A_LA_FEUILLE = """(large) => {
  const page = document.querySelector('.block-container'), boite = (e) => e.getBoundingClientRect();
  const tous = (selecteur) => [...document.querySelectorAll(selecteur)];
  const medias = [...document.styleSheets].flatMap((f) => [...f.cssRules]).filter((r) => r instanceof CSSMediaRule);
  const ecrites = medias.map((regle) => regle.media.mediaText);
  const imprimee = (texte) => texte.replace('screen', 'not all').replace('print', 'all');
  medias.forEach((regle) => { regle.media.mediaText = imprimee(regle.media.mediaText); });
  page.style.width = `${large}px`;
  const mesures = {
    traces: tous('.stPlotlyChart :is(text, .nsewdrag), .atlas-dessin text')
      .map((e) => boite(e).right - boite(page).left),
    larges: tous('.stPlotlyChart .main-svg, .atlas-dessin, iframe[src*="streamlit_folium"]')
      .filter((e) => e.checkVisibility()).map((e) => boite(e).width),
    tableaux: tous('.stDataFrame canvas').map((e) => boite(e).right - boite(page).left),
    vides: tous('.stPlotlyChart').map(
      (e) => boite(e.closest('.stElementContainer')).height - boite(e.querySelector('.main-svg')).height),
  };
  page.style.width = '';
  medias.forEach((regle, rang) => { regle.media.mediaText = ecrites[rang]; });
  return mesures;
}"""
"""Imprimer ne laisse ni à plotly ni aux tableaux le temps de se redessiner : les règles d'impression et la largeur de
la feuille sont posées, lues et ôtées d'un même geste."""


def test_un_clic_sur_la_carte_ouvre_la_zone(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/economie-verte?mesure=part_recrutements_verdissants")
    expect(ecran.page.locator(".atlas-phrase").first).to_contain_text("En France")
    ecran.cliquer_territoire("8421")
    ecran.attendre_parametre("code", "8421")
    expect(ecran.page.locator(".atlas-phrase").first).to_contain_text("Lyon")
    assert ecran.parametres["mesure"] == "part_recrutements_verdissants"


def test_chercher_un_metier(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/economie-verte")
    ecran.valider("Métier ou code ROME", "éolien")
    expect(ecran.page.get_by_text("2 métiers")).to_be_visible()
    ecran.attendre_parametre("metier", "éolien")


@pytest.mark.parametrize("largeur", [1280, 1920])
@pytest.mark.parametrize(
    ("chemin", "figures"),
    [
        ("/economie-verte?niveau=zone_emploi&code=8421", 1),
        ("/secteurs?niveau=zone_emploi&code=0051", 4),
        ("/secteurs?niveau=zone_emploi&code=0051&vue=branche&secteur=CL", 1),
        ("/territoire?niveau=zone_emploi&code=0051", 2),
    ],
)
def test_imprimes_figures_cartes_et_tableaux_tiennent_sur_la_feuille(
    ouvrir: Ouvrir, chemin: str, figures: int, largeur: int
) -> None:
    ecran = ouvrir(chemin, largeur=largeur)
    dessinees = ecran.jusqu_au_pied().page.locator(".atlas-dessin")
    expect(dessinees).to_have_count(figures)
    dessinees.first.click()  # l'une d'elles, lue point par point, s'imprime aussi
    expect(ecran.page.locator(".stPlotlyChart .main-svg:first-child")).to_have_count(1)
    expect(dessinees.filter(visible=True)).to_have_count(figures - 1)
    if "vue" in chemin or "secteurs" not in chemin:
        assert ecran.lire("carte.atlas.codes.length") > 0
    lus = ecran.page.evaluate(A_LA_FEUILLE, LARGEUR_FEUILLE)
    assert len(lus["traces"]) > 5 * figures
    assert max(lus["traces"]) <= LARGEUR_FEUILLE
    assert all(abs(large - LARGEUR_FEUILLE) <= 1 for large in lus["larges"])
    assert max(lus["vides"]) <= 1
    assert lus["tableaux"] or "territoire" in chemin  # replié sur la page d'un territoire
    assert max(lus["tableaux"], default=0) <= LARGEUR_FEUILLE
