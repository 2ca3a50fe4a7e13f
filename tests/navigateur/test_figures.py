"""Une figure se dessine d'abord ; qui la touche la lit en plotly, aux mêmes places, sans que la page bouge."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.navigateur.onglets import Ouvrir

Texte = tuple[str, float, float]
PLOTLY = ".js-plotly-plot"
DESSIN = ".atlas-dessin"
ZONE = "niveau=zone_emploi&code=0051"
FIGURES = {
    "/secteurs?": "quotients, bulles, parts, courbe",
    "/secteurs?vue=decalage&": "cascade",
    "/comparer?avec=zone_emploi:0051~zone_emploi:8421~france:FR&vue=essaim&": "essaim",
    "/comparer?avec=zone_emploi:0051~zone_emploi:8421~france:FR&vue=points&": "points alignés",
    "/comparer?avec=zone_emploi:0051~zone_emploi:8421~france:FR&vue=nuage&": "nuage",
    "/plan-actions?vue=calendrier&": "calendrier",
}
ECRITS = """(figure) => {
  const cadre = figure.getBoundingClientRect();
  const poses = [...figure.querySelectorAll("text")].filter((t) => t.textContent.trim() && !t.closest(".legend"));
  return poses.map((t) => {
    const { left, right, top, bottom } = t.getBoundingClientRect();
    const ecrit = t.textContent.normalize("NFKC").replace(/[\\s\\u2010-]+/g, "");
    return [ecrit, (left + right) / 2 - cadre.left, (top + bottom) / 2 - cadre.top];
  });
}"""
"""Chaque texte, et son milieu dans la figure."""
VEILLER = """() => {
  const grande = (e) => e.getBoundingClientRect().height > 100;
  const voit = (e) => Boolean(e) && e.checkVisibility({ visibilityProperty: true }) && grande(e);
  window.images = [];
  (function veiller() {
    const suivant = document.querySelector('[class*="st-key-sous-figure-"]');
    const figure = suivant.previousElementSibling || suivant.parentElement.previousElementSibling;
    const vue = (selecteur) => voit(figure.querySelector(selecteur));
    const montre = vue(".js-plotly-plot .main-svg") ? "plotly" : vue(".atlas-dessin") ? "dessin" : "rien";
    const haut = suivant.getBoundingClientRect().top + document.querySelector(".stMain").scrollTop;
    window.images.push([montre, Math.round(haut)]);
    requestAnimationFrame(veiller);
  })();
}"""
"""À chaque image : ce que montre la première figure, et où commence ce qui la suit."""
LARGEURS = "signes => signes.map((signe) => signe.getBoundingClientRect().width)"
VIDES = """cartes => cartes.map((carte) =>
  carte.getBoundingClientRect().bottom - carte.lastElementChild.previousElementSibling.getBoundingClientRect().bottom
  - carte.lastElementChild.getBoundingClientRect().height)"""
"""Ce qui reste sous le texte de chaque carte, sa source mise à part."""
TOLERANCE = (10.0, 60.0)
"""Pixels, en large et en haut : plotly mesure ses marges avec la police, et tasse le cadre au-dessus de sa légende."""


@pytest.mark.parametrize("largeur", [1280, 390])
@pytest.mark.parametrize("chemin", FIGURES)
def test_le_dessin_et_plotly_ecrivent_les_memes_textes_aux_memes_places(
    ouvrir: Ouvrir, chemin: str, largeur: int
) -> None:
    """Classe du défaut : une figure dessinée qui ne dit pas ce que dit celle qu'elle remplace."""
    page = ouvrir(f"{chemin}{ZONE}", largeur=largeur, hauteur=1000).jusqu_au_pied().page
    for rang in range(page.locator(DESSIN).count()):
        dessin = page.locator(DESSIN).nth(rang)
        dessin.scroll_into_view_if_needed()
        ecrits, hauteur = dessin.evaluate(ECRITS), dessin.evaluate("e => e.offsetHeight")
        dessin.click()
        figure = page.locator(PLOTLY).nth(rang)
        expect(figure.locator(".main-svg").first).to_be_visible()
        assert abs(figure.evaluate("e => e.offsetHeight") - hauteur) <= 1
        assert _ecarts(figure.evaluate(ECRITS), ecrits) == []


def _ecarts(plotly: list[Texte], dessin: list[Texte]) -> list[str]:
    """Ce que plotly écrit et que le dessin n'écrit pas, ou trop loin."""

    def proche(texte: str, x: float, y: float) -> bool:
        ecarts = [(abs(autre_x - x), abs(autre_y - y)) for ecrit, autre_x, autre_y in dessin if ecrit == texte]
        return any(large <= TOLERANCE[0] and haut <= TOLERANCE[1] for large, haut in ecarts)

    return [f"{texte} ({x:.0f}, {y:.0f})" for texte, x, y in plotly if not proche(texte, x, y)]


def test_plotly_ne_se_charge_qu_a_la_demande(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/methode")
    demandes: list[str] = []
    ecran.ecouter("request", lambda requete: demandes.append(requete.url))
    ecran.aller(f"/territoire?{ZONE}").jusqu_au_pied()
    assert ecran.page.locator(DESSIN).count() == 2
    assert not [adresse for adresse in demandes if "plotly" in adresse.lower()]
    bouton = ecran.page.get_by_role("button", name="Lire point par point").first
    bouton.focus()
    ecran.page.keyboard.press("Enter")
    expect(ecran.page.locator(f"{PLOTLY} .main-svg").first).to_be_visible()
    expect(ecran.page.locator(DESSIN).filter(visible=True)).to_have_count(1)
    expect(ecran.page.get_by_role("button", name="Revenir au dessin")).to_be_focused()
    ecran.page.keyboard.press("Enter")
    expect(ecran.page.locator(DESSIN).filter(visible=True)).to_have_count(2)
    expect(ecran.page.locator(PLOTLY)).to_have_count(0)


def test_le_dessin_reste_tant_que_plotly_n_est_pas_peint(ouvrir: Ouvrir) -> None:
    """Classe du défaut : une figure effacée, et la page qui saute, le temps qu'une autre se charge."""
    page = ouvrir(f"/territoire?{ZONE}").jusqu_au_pied().page
    dessin = page.locator(DESSIN).first
    dessin.scroll_into_view_if_needed()
    page.evaluate(VEILLER)
    signes = dessin.locator("div[style*=flex-wrap] svg").count()
    dessin.click()
    expect(page.locator(f"{PLOTLY} .main-svg").first).to_be_visible()
    page.wait_for_timeout(300)
    images = page.evaluate("window.images")
    assert {montre for montre, _ in images} == {"dessin", "plotly"}, "à aucune image, la figure n'est vide"
    places = [place for _, place in images]
    assert max(places) - min(places) <= 1, "ce qui suit la figure n'a pas bougé"
    larges = page.locator(f"{PLOTLY} .legend .legendpoints path").evaluate_all(LARGEURS)
    assert len(larges) == signes
    assert min(larges) > 6, "la légende de plotly garde le signe de chaque série"
    vides = page.locator("ul.atlas-cartons > li").evaluate_all(VIDES)
    assert len(vides) > 8
    assert max(vides) < 30, "chaque carte des chiffres clés est à sa hauteur"


def test_une_figure_survolee_en_passant_reste_dessinee(ouvrir: Ouvrir) -> None:
    page = ouvrir(f"/territoire?{ZONE}").jusqu_au_pied().page
    dessin = page.locator(DESSIN).first
    dessin.scroll_into_view_if_needed()
    boite = dessin.bounding_box()
    assert boite is not None
    page.mouse.move(boite["x"] + 50, boite["y"] + 50)
    page.mouse.move(2, 2)
    page.wait_for_timeout(600)
    assert page.locator(PLOTLY).count() == 0
    page.mouse.move(boite["x"] + 50, boite["y"] + 50)
    expect(page.locator(f"{PLOTLY} .main-svg").first).to_be_visible()
