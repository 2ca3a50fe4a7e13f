"""La carte au clavier seul : y arriver par la touche Tab, toucher, lire ce qu'elle annonce."""

from __future__ import annotations

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

ANNONCE = "document.querySelector('.atlas-annonce').textContent.trim()"
VISE = "(carte.atlas.vise >= 0 ? carte.atlas.codes[carte.atlas.vise] : null)"
VUE = "[carte.getCenter().lat, carte.getCenter().lng, carte.getZoom()]"
FOYER = "(document.activeElement && document.activeElement.className)"


def sur_la_carte(ouvrir: Ouvrir, chemin: str = "/carte", **options: object) -> Ecran:
    """Ouvre la page et arrive à la carte par la touche Tab, depuis « Passer la carte »."""
    ecran = ouvrir(chemin, **options)
    ecran.lire("document.querySelector('.atlas-passer').focus() ?? true")
    ecran.page.keyboard.press("Tab")
    ecran.attendre(f"{FOYER} === 'atlas-cible'")
    ecran.attendre(f"{ANNONCE} !== ''")
    return ecran


def toucher(ecran: Ecran, *touches: str) -> str:
    """Presse ces touches ; rend ce que la carte annonce ensuite, quand aucune d'elles ne la quitte."""
    for touche in touches:
        ecran.page.keyboard.press(touche)
    return str(ecran.lire(ANNONCE))
