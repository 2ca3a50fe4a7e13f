"""Plus un mot d'anglais à l'écran, où que l'on clique ; on cherche en tapant ; liens et boutons d'une seule allure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

MOTS = """
the of press skip close clear search download upload show hide copy copied loading running connecting error select
choose add remove view more less increment decrement help icon next previous your you with fullscreen new app sidebar
drop here browse layers results enter apply submit settings light dark expand collapse toggle marker scrollable values
column rows sorted dataframe chart home back forward delete edit save cancel yes month year day today available click
from this that is are by reset axes
"""
"""Mots anglais courants qui ne sont pas aussi des mots français à l'écran."""
ATTRIBUTS = ("aria-label", "title", "placeholder", "alt", "data-title", "aria-roledescription", "aria-description")
LIRE = """([mots, attributs]) => {
  const anglais = new RegExp(`(?<![\\\\p{L}-])(${mots.join("|")})(?![\\\\p{L}-])`, "iu"), trouves = [];
  const muets = "script, style, noscript, code, pre, [translate=no], bdi, .leaflet-control-attribution, td, th";
  const marche = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (marche.nextNode()) {
    const texte = marche.currentNode.textContent.trim(), hote = marche.currentNode.parentElement;
    if (hote && !hote.closest(muets) && anglais.test(texte)) trouves.push(texte.slice(0, 80));
  }
  for (const element of document.querySelectorAll("*")) for (const nom of attributs) {
    const valeur = element.getAttribute(nom);
    if (valeur && anglais.test(valeur)) trouves.push(`${nom} : ${valeur.slice(0, 80)}`);
  }
  return trouves;
}"""
CHEMINS = (
    "/carte?territoire=8421&tableau=1",
    "/territoire?niveau=zone_emploi&code=8421",
    "/plan-actions?vue=calendrier",
    "/importer",
    "/clause-sociale?niveau=zone_emploi&code=8421",
)
"""Pages où l'on trouve, à elles toutes, chaque sorte de commande et d'élément de Streamlit que l'Atlas emploie."""


def _anglais(page: Page) -> set[str]:
    """Textes anglais de la page et de ses cadres, visibles ou dits par un lecteur d'écran."""
    return {texte for cadre in page.frames for texte in cadre.evaluate(LIRE, [MOTS.split(), list(ATTRIBUTS)])}


def _ecrire(champ: Locator) -> None:
    champ.fill("zzz", timeout=2000)


GESTES: dict[str, Callable[[Locator], object]] = {
    "[data-testid=stPopover] button": lambda cible: cible.click(timeout=2000),
    "[data-testid=stExpander] summary": lambda cible: cible.click(timeout=2000),
    "[data-testid=stTextInput] input": _ecrire,
    "[data-testid=stSelectbox] input": _ecrire,
    "[data-testid=stMultiSelect] input": _ecrire,
    "[data-testid=stDataFrame]": lambda cible: cible.hover(timeout=2000),
    ".atlas-dessin": lambda cible: cible.click(timeout=2000),
    ".js-plotly-plot": lambda cible: cible.hover(timeout=2000),
    "[data-testid=stNumberInput] button": lambda cible: cible.hover(timeout=2000),
}


@pytest.mark.parametrize("chemin", CHEMINS)
@pytest.mark.parametrize("largeur", [1280, 390])
def test_aucun_anglais_ou_que_l_on_clique(ouvrir: Ouvrir, chemin: str, largeur: int) -> None:
    ecran = ouvrir(chemin, largeur=largeur, hauteur=900).jusqu_au_pied()
    page, trouves = ecran.page, _anglais(ecran.page)
    for cible, geste in GESTES.items():
        for element in page.locator(cible).all()[:2]:
            try:
                geste(element)
            except Error:  # masqué ici, ou recomposé pendant le geste
                continue
            page.wait_for_timeout(300)
            trouves |= _anglais(page)
            page.keyboard.press("Escape")
    assert trouves == set()


def test_on_cherche_en_tapant_sans_entree(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/methode").jusqu_au_pied()
    titres = ecran.page.locator(".atlas-definition summary")
    avant = titres.count()
    champ = ecran.page.get_by_role("searchbox", name="Chercher un indicateur")
    champ.press_sequentially("pauvrete", delay=40)
    expect(titres.filter(has_text="Commerces")).to_have_count(0)
    expect(titres.filter(has_text="Taux de pauvreté").first).to_be_visible()
    assert 0 < titres.count() < avant
    expect(champ).to_be_focused()


def _allures(ecran: Ecran, cible: str) -> set[tuple[str, ...]]:
    lues = ecran.page.locator(cible).evaluate_all(
        "boutons => boutons.map((bouton) => { const corps = bouton.querySelector('p') || bouton;"
        " const s = getComputedStyle(bouton); return [String(Math.round(bouton.getBoundingClientRect().height)),"
        " getComputedStyle(corps).fontSize, s.paddingLeft, s.borderTopColor, s.borderTopLeftRadius]; })"
    )
    return {tuple(lue) for lue in lues}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_les_boutons_ont_une_seule_taille_et_les_liens_une_seule_couleur(ouvrir: Ouvrir, theme: str) -> None:
    ecran = ouvrir("/plan-actions?vue=tableau", theme=theme).jusqu_au_pied()
    assert len(_allures(ecran, ".atlas-gestes button, .st-key-partage [data-testid=stPopover] button")) == 1
    couleurs = ecran.page.locator(".stMain a").evaluate_all("liens => liens.map((a) => getComputedStyle(a).color)")
    assert couleurs
    assert not {"rgb(0, 0, 238)", "rgb(158, 158, 255)", "rgb(85, 26, 139)"} & set(couleurs)
