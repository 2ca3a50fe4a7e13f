"""L'objet intégré au navigateur : seul dans le cadre d'un autre site, à sa hauteur, clair ou sombre."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import FrameLocator, expect

from pages.interface.integration import CARTE, CHIFFRE, TEXTE
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

ZONE = {"niveau": "zone_emploi", "code": "4412"}
OBJETS = {
    "carte": {"indicateur": "taux_pauvrete"},
    "communes": ZONE | {"indicateur": "population_evolution_2018"},
    "courbe": {"indicateur": "chomage_localise", "avec": "zone_emploi:4412~france:FR"},
    "chiffre": ZONE | {"indicateur": "chomage_localise"},
}
DESSINS = {"courbe": ".stPlotlyChart .main-svg", "chiffre": ".atlas-cartons"}
ETRANGERS = "header, .atlas-entete, .stButton, .stDownloadButton, .stSelectbox, [data-testid=stPopover], .st-key-pied"
FONDS = {"light_theme": "rgb(255, 255, 255)", "dark_theme": "rgb(18, 25, 29)"}


def _integrer(ouvrir: Ouvrir, objet: str, theme: str, largeur: int = 760) -> tuple[Ecran, FrameLocator]:
    """Pose le cadre comme le ferait un autre site."""
    ecran = ouvrir("/accessibilite")
    question = urlencode({"objet": objet, **OBJETS[objet], "embed": "true", "embed_options": theme})
    adresse = f"{ecran.adresse}/integrer?{question}".replace("&", "&amp;")
    ecran.page.set_content(f'<iframe src="{adresse}" width="{largeur}" height="{HAUTEURS[objet]}"></iframe>')
    return ecran, ecran.page.frame_locator("iframe").first


@pytest.mark.parametrize("theme", FONDS)
@pytest.mark.parametrize("objet", OBJETS)
def test_seul_a_sa_hauteur_et_dans_son_theme(ouvrir: Ouvrir, objet: str, theme: str) -> None:
    ecran, cadre = _integrer(ouvrir, objet, theme)
    expect(cadre.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    if objet in DESSINS:
        expect(cadre.locator(DESSINS[objet]).first).to_be_visible(timeout=30_000)
    else:
        ecran.attendre(f"document.documentElement.dataset.theme === '{theme.removesuffix('_theme')}'")
        assert ecran.lire("getComputedStyle(document.querySelector('.atlas-boutons')).display") == "none"
    lien = cadre.get_by_role("link", name="Atlas des maisons de l’emploi")
    expect(lien).to_have_attribute("target", "_blank")
    assert "embed" not in str(lien.get_attribute("href"))
    assert cadre.locator(ETRANGERS).filter(visible=True).count() == 0
    fond = cadre.locator(".stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    assert fond == FONDS[theme]
    hauteur = cadre.locator("[data-testid=stMain]").evaluate("e => e.scrollHeight")
    assert hauteur <= HAUTEURS[objet]
    titre = cadre.locator("h1").bounding_box()
    dessin = cadre.locator(DESSINS.get(objet, "iframe")).first.bounding_box()
    assert titre
    assert dessin
    assert titre["y"] + titre["height"] <= dessin["y"] + 1


@pytest.mark.parametrize("objet", OBJETS)
def test_au_telephone_rien_ne_deborde(ouvrir: Ouvrir, objet: str) -> None:
    _, cadre = _integrer(ouvrir, objet, "light_theme", 340)
    expect(cadre.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    large = cadre.locator("[data-testid=stMain]").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert large[0] <= large[1]


def test_le_volet_donne_un_code_qui_mene_a_l_objet(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?indicateur=taux_pauvrete&classes=4")
    ecran.page.get_by_role("button", name="Intégrer").last.click()
    code = ecran.page.locator("[data-testid=stPopoverBody] code").filter(has_text="objet=carte").inner_text()
    adresse = code.split('src="')[1].split('"')[0].replace("&amp;", "&")
    assert "classes=4" in adresse
    ecran.page.goto(adresse)
    expect(ecran.page.get_by_role("heading", level=1)).to_contain_text("Taux de pauvreté")
    assert ecran.lire("carte.atlas.etat.couleurs.length") == 4
