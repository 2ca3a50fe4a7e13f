"""Ce qu'un processus n'a pas à payer au repos : les bibliothèques qui ne servent qu'à un export ou à un réglage."""

from __future__ import annotations

import subprocess
import sys

import pytest

from donnees.chemins import RACINE

LOURDES = ("matplotlib", "geopandas", "pyproj", "mapclassify", "sklearn", "networkx", "scipy", "openpyxl", "xlsxwriter")


@pytest.fixture(scope="module")
def charges() -> set[str]:
    """Modules présents quand le serveur est chaud, l'accueil joué, des pages légères et leurs images faites."""
    code = (
        "import sys\n"
        "from streamlit.testing.v1 import AppTest\n"
        "from pages.cadre import serveur\n"
        "serveur.prechauffer()\n"
        "visite = AppTest.from_file('pages/cadre/navigation.py', default_timeout=60).run()\n"
        "assert not visite.exception\n"
        "from pages.cadre.serveur import legeres\n"
        "from pages.leger import image, lecture, rendu\n"
        "site = legeres.site('')\n"
        "for chemin in ('/t/zone_emploi/8421-lyon', '/indicateur/population', '/reseau'):\n"
        "    objet = lecture.trouver(site, chemin)\n"
        "    assert rendu.ecrire(objet, site) and image.dessiner(objet.apercu(site))\n"
        "print(*sys.modules)"
    )
    jouee = subprocess.run([sys.executable, "-c", code], cwd=RACINE, check=True, capture_output=True, text=True)
    return set(jouee.stdout.split())


@pytest.mark.parametrize("bibliotheque", LOURDES)
def test_un_serveur_chaud_n_a_pas_charge(charges: set[str], bibliotheque: str) -> None:
    assert "streamlit_folium" in charges
    assert bibliotheque not in charges
