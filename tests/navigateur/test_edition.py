"""Les écrans où l'on écrit, en édition locale : accessibles, sans débordement, et la saisie survit à l'onglet."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.serveur import RACINE, Journaux, Service, servir
from tests.registre.atelier_registre import MAISON

ECRANS = ("/plan-actions", "/saisir", "/importer", f"/modifier-maison?maison={MAISON}", "/compte")


@pytest.fixture(scope="module")
def service(journaux: Journaux) -> Iterator[Service]:
    """Un serveur ouvert à l'écriture, sur un registre neuf."""
    with servir(RACINE / "app.py", journaux("edition"), variables={"ATLAS_EDITION_LOCALE": "1"}) as lance:
        yield lance


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("chemin", ECRANS)
def test_axe(ouvrir: Ouvrir, chemin: str, theme: str) -> None:
    assert ouvrir(chemin, theme=theme).jusqu_au_pied().au_repos().violations_graves() == []


@pytest.mark.parametrize("chemin", ECRANS)
def test_telephone_sans_debordement(ouvrir: Ouvrir, chemin: str) -> None:
    ecran = ouvrir(chemin, largeur=390, hauteur=844).jusqu_au_pied().au_repos()
    assert ecran.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "entetes",
    [
        {"Host": "pirate.exemple"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"Forwarded": "for=203.0.113.7"},
        {"Via": "1.1 m"},
    ],
)
def test_seule_cette_machine_entre(service: Service, entetes: dict[str, str]) -> None:
    """Une page piégée dont le nom est réassocié à 127.0.0.1, ou un mandataire local, n'atteignent pas l'édition."""
    with httpx.Client(base_url=service.adresse, trust_env=False) as client:
        assert client.get("/_stcore/health").status_code == 200
        refus = client.get("/saisir", headers=entetes)
    assert refus.status_code == 403
    assert refus.text.startswith("Édition locale : ")


def test_un_brouillon_survit_a_l_onglet(ouvrir: Ouvrir) -> None:
    """Tapé dans un onglet, retrouvé dans un autre navigateur, repris, effacé : il n'est plus proposé."""
    _taper(ouvrir("/saisir").au_repos(), "Forum du bois")
    retrouve = ouvrir("/saisir").au_repos()
    expect(retrouve.page.get_by_text("retrouvé")).to_be_visible()
    retrouve.page.get_by_role("button", name="Reprendre le brouillon").click()
    expect(retrouve.page.get_by_label("Titre", exact=True)).to_have_value("Forum du bois")
    encore = ouvrir("/saisir").au_repos()
    encore.page.get_by_role("button", name="Effacer le brouillon").click()
    expect(encore.page.get_by_label("Titre", exact=True)).to_have_value("")
    vierge = ouvrir("/saisir").jusqu_au_pied().au_repos()
    assert vierge.page.get_by_text("retrouvé").count() == 0


def _taper(ecran: Ecran, titre: str) -> None:
    champ = ecran.page.get_by_label("Titre", exact=True)
    champ.fill(titre)
    champ.press("Tab")
    expect(ecran.page.get_by_text("Brouillon gardé")).to_be_visible()
