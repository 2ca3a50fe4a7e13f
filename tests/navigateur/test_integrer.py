"""L'objet intégré au navigateur : seul dans le cadre d'un autre site, à sa hauteur, clair ou sombre."""

from __future__ import annotations

from html import unescape
from urllib.parse import urlencode

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from pages.interface.integration import CARTE, CHIFFRE
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.pages.objets_offerts import CAS

CARTES = ("carte", "cartes", "acces")
FIGURES = ("courbe", "quotients", "calendrier")
DESSINS = dict.fromkeys(FIGURES, ".atlas-dessin svg") | {"chiffre": ".atlas-cartons"}
OBJETS = (*CARTES, *DESSINS)
"""Un objet par forme : les autres passent par les mêmes portes, et leur contenu est éprouvé sans navigateur."""
CACHES = "blocs => blocs.map((bloc) => getComputedStyle(bloc).clipPath)"
ETRANGERS = (
    "header, .atlas-entete, .stButton:not(.st-key-lire-seule *), .stDownloadButton, .stSelectbox, "
    "[data-testid=stPopover], .st-key-pied"
)
FONDS = {"light_theme": "rgb(255, 255, 255)", "dark_theme": "rgb(18, 25, 29)"}


def _integrer(ouvrir: Ouvrir, objet: str, theme: str, largeur: int = 760) -> tuple[Ecran, FrameLocator]:
    """Pose le cadre comme le ferait un autre site."""
    ecran = ouvrir("/accessibilite")
    question = urlencode({"objet": objet, **CAS[objet].parametres, "embed": "true", "embed_options": theme})
    adresse = f"{ecran.adresse}/integrer?{question}".replace("&", "&amp;")
    hauteur = CARTE if objet in CARTES else CHIFFRE[0]
    ecran.page.set_content(f'<iframe src="{adresse}" width="{largeur}" height="{hauteur}"></iframe>')
    return ecran, ecran.page.frame_locator("iframe").first


DEUX_THEMES = ("carte", "courbe", "chiffre")
VUS = [(objet, theme) for objet in DEUX_THEMES for theme in FONDS] + [
    *(("cartes", "dark_theme"), ("acces", "light_theme"), ("quotients", "dark_theme"), ("calendrier", "light_theme"))
]


@pytest.mark.parametrize(("objet", "theme"), VUS)
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
    assert set(cadre.locator(".st-key-lire-seule").evaluate_all(CACHES)) <= {"inset(50%)"}
    fond = cadre.locator(".stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    assert fond == FONDS[theme]
    _verifier_la_place(cadre, objet)


def _verifier_la_place(cadre: FrameLocator, objet: str) -> None:
    """Le titre est au-dessus du dessin ; hors une figure, que son code met à sa hauteur, tout tient dans le cadre."""
    principal = cadre.locator("[data-testid=stMain]")
    if objet not in FIGURES:
        assert principal.evaluate("e => e.scrollHeight") <= (CARTE if objet in CARTES else CHIFFRE[0])
    titre, dessin = cadre.locator("h1").bounding_box(), cadre.locator(DESSINS.get(objet, "iframe")).first.bounding_box()
    assert titre
    assert dessin
    assert titre["y"] + titre["height"] <= dessin["y"] + 1


@pytest.mark.parametrize("objet", OBJETS)
def test_au_telephone_rien_ne_deborde(ouvrir: Ouvrir, objet: str) -> None:
    _, cadre = _integrer(ouvrir, objet, "light_theme", 340)
    expect(cadre.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    large = cadre.locator("[data-testid=stMain]").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert large[0] <= large[1]


def _code(volet: Locator) -> str:
    volet.click()
    return str(volet.page.locator("[data-testid=stPopoverBody] code").last.inner_text())


def test_sans_mode_integre_l_objet_reste_seul(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/integrer?objet=carte&territoire=3215")
    ecran.attendre("carte.atlas.contours")
    assert ecran.page.locator(".atlas-entete").count() == 0


def test_le_volet_donne_un_code_qui_mene_a_l_objet(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?indicateur=taux_pauvrete&classes=4")
    adresse = unescape(_code(ecran.page.get_by_role("button", name="Intégrer").last).split('src="')[1].split('"')[0])
    assert "classes=4" in adresse
    ecran.page.goto(adresse)
    expect(ecran.page.get_by_role("heading", level=1)).to_contain_text("Taux de pauvreté")
    assert ecran.lire("carte.atlas.etat.couleurs.length") == 4


def test_le_code_d_une_figure_la_montre_entiere(ouvrir: Ouvrir) -> None:
    """À côté de ses chiffres, sur la même ligne ; posé tel quel dans une colonne de 600 points, rien n'y défile."""
    ecran = ouvrir("/secteurs?niveau=zone_emploi&code=4412")
    rangee = ecran.page.locator(".st-key-sous-figure-secteurs-quotients")
    bouton = rangee.get_by_role("button", name="Intégrer")
    chiffres, geste = rangee.locator("summary").bounding_box(), bouton.bounding_box()
    assert chiffres
    assert geste
    assert abs(chiffres["y"] + chiffres["height"] / 2 - geste["y"] - geste["height"] / 2) <= 3
    assert geste["x"] >= chiffres["x"] + chiffres["width"]
    code = _code(bouton)
    ecran.page.set_content(f'<div style="width:600px">{code}</div>')
    cadre = ecran.page.frame_locator("iframe").first
    expect(cadre.locator(".atlas-dessin svg").first).to_be_visible(timeout=30_000)
    hauts = cadre.locator("[data-testid=stMain]").evaluate("e => [e.scrollHeight, e.clientHeight]")
    assert hauts[0] <= hauts[1]
