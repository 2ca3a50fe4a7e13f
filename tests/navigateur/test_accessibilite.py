"""axe dans le cadre de la carte, que l'examen de la page ne traverse pas ; le clavier : voir test_carte_clavier."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread
from numpy.typing import NDArray
from playwright.sync_api import Locator

from tests.navigateur.onglets import Ouvrir

FENETRE = (
    "Object.values(carte._layers).filter((c) => c instanceof L.Marker && !c.getChildCount && c.getPopup())"
    "[0].openPopup() && true"
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "chemin", ["/", "/carte?reseaux=reseau-mission_locale", "/carte?indicateur=emploi_prive", "/maisons"]
)
def test_axe_dans_le_cadre_de_la_carte(ouvrir: Ouvrir, chemin: str, theme: str) -> None:
    ecran = ouvrir(chemin, theme=theme)
    ecran.attendre(f"document.documentElement.dataset.theme === '{theme}'")
    ecran.attendre("document.querySelectorAll('#map_div .atlas-maisons').length > 20")
    assert ecran.violations_graves(ecran.cadre) == []


def test_axe_fenetre_d_une_maison(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun")
    ecran.attendre("document.querySelectorAll('#map_div .atlas-maisons').length > 20")
    ecran.lire(FENETRE)
    ecran.cadre.locator(".atlas-fenetre").wait_for()
    ecran.attendre("getComputedStyle(document.querySelector('.leaflet-popup')).opacity === '1'")
    assert ecran.violations_graves(ecran.cadre) == []


def test_axe_voit_les_fautes_du_cadre(ouvrir: Ouvrir) -> None:
    """Preuve que l'examen n'est pas vide : une faute posée exprès dans le cadre est trouvée."""
    ecran = ouvrir("/carte?actions=aucun&maisons=aucun")
    ecran.lire("document.body.append(Object.assign(document.createElement('img'), {src: 'data:,'})) ?? true")
    assert [identifiant for identifiant, _ in ecran.violations_graves(ecran.cadre)] == ["image-alt"]


def test_le_theme_sombre_assombrit_page_et_carte(ouvrir: Ouvrir) -> None:
    for theme, sombre in (("light", False), ("dark", True)):
        ecran = ouvrir("/carte", theme=theme)
        ecran.attendre(f"document.documentElement.dataset.theme === '{theme}'")
        page = ecran.page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        carte = ecran.lire("getComputedStyle(document.getElementById('map_div')).backgroundColor")
        assert [_luminosite(fond) < 100 for fond in (page, carte)] == [sombre, sombre]


def _luminosite(couleur: str) -> float:
    canaux = [float(n) for n in couleur.removeprefix("rgba(").removeprefix("rgb(").rstrip(")").split(",")[:3]]
    return sum(canaux) / 3


LIENS = {
    "rubrique du menu": "[data-testid=stTopNavSection]",
    "page du menu": "[data-testid=stTopNavLink]",
    "territoire": ".st-key-rattachements a",
    "suite": ".st-key-suites a",
    "source": ".atlas-cartons a",
    "pied de page": ".st-key-pied a",
}
CONTRASTE, PIXELS = 3.0, 200


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_le_foyer_de_tout_lien_se_voit(ouvrir: Ouvrir, theme: str) -> None:
    """Prendre le foyer change deux cents pixels au moins, chacun au contraste de 3 : 1 avec ce qu'il était."""
    ecran = ouvrir("/territoire?niveau=zone_emploi&code=8421", theme=theme).vetue(theme)
    changes = {nature: _changes(ecran.page.locator(choix).first) for nature, choix in LIENS.items()}
    assert {nature: nombre for nature, nombre in changes.items() if nombre < PIXELS} == {}


def _changes(lien: Locator) -> int:
    lien.scroll_into_view_if_needed()
    lien.page.wait_for_timeout(300)
    lien.evaluate("() => document.activeElement.blur()")
    avant = _luminances(lien)
    lien.evaluate("e => e.focus({ focusVisible: true, preventScroll: true })")
    lien.page.wait_for_timeout(300)
    apres = _luminances(lien)
    rapport = (np.maximum(avant, apres) + 0.05) / (np.minimum(avant, apres) + 0.05)
    return int((rapport >= CONTRASTE).sum())


def _luminances(lien: Locator) -> NDArray[np.float64]:
    """Luminance relative (WCAG) de chaque pixel du lien et de ses abords."""
    boite: Any = lien.bounding_box()
    cadre: Any = {
        "x": boite["x"] - 8,
        "y": boite["y"] - 8,
        "width": boite["width"] + 16,
        "height": boite["height"] + 16,
    }
    canaux = np.asarray(imread(BytesIO(lien.page.screenshot(clip=cadre))), dtype=np.float64)[:, :, :3]
    lineaires = np.where(canaux <= 0.04045, canaux / 12.92, ((canaux + 0.055) / 1.055) ** 2.4)
    return np.asarray(lineaires @ np.array([0.2126, 0.7152, 0.0722]), dtype=np.float64)
