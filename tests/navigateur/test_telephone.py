"""Au téléphone : tout tient dans la largeur, le cadre de la carte aussi, et le doigt choisit."""

from __future__ import annotations

import pytest

from tests.navigateur.conftest import Ouvrir

TELEPHONE = {"largeur": 390, "hauteur": 844, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.mark.parametrize("chemin", ["/", "/carte", "/maisons"])
def test_le_cadre_de_la_carte_tient_dans_la_largeur(ouvrir: Ouvrir, chemin: str) -> None:
    ecran = ouvrir(chemin, **TELEPHONE)
    assert ecran.lire("document.documentElement.scrollWidth <= window.innerWidth")
    assert ecran.lire("document.querySelector('.atlas-cote').getBoundingClientRect().right <= window.innerWidth")
    ecran.attendre("document.getElementById('parent').scrollHeight <= window.innerHeight + 1")
    assert ecran.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_le_doigt_choisit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&maisons=aucun", **TELEPHONE)
    code = ecran.codes()[150]
    with ecran.changement():
        ecran.page.touchscreen.tap(*ecran.point(code))
    ecran.attendre_parametre("territoire", code)
    assert ecran.epais() == 1
