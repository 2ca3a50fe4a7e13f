"""axe dans le cadre de la carte, que l'examen de la page ne traverse pas ; le clavier : voir test_carte_clavier."""

from __future__ import annotations

import pytest

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
