"""Une erreur imprévue : notre écran, en français, et la référence que le journal répète ; jamais celui du cadre."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Onglets, Ouvrir, visites
from tests.navigateur.serveur import servir

TEMOIN = Path(__file__).parent / "temoins" / "panne.py"
ANGLAIS = re.compile(r"This app has encountered|Ask Google|Traceback|KeyError")


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Où le serveur fautif écrit son journal."""
    return tmp_path_factory.mktemp("panne") / "journal.txt"


@pytest.fixture(scope="module")
def adresse(journal: Path) -> Iterator[str]:
    """Un serveur dont la page échoue à la demande."""
    with servir(TEMOIN, journal) as service:
        yield service.adresse


@pytest.fixture
def fautive(onglets: Onglets, adresse: str) -> Iterator[Ouvrir]:
    with visites(onglets, adresse) as ouvrir:
        yield ouvrir


def _incident(ecran: Ecran, journal: Path) -> None:
    """L'incident est dit en français, et sa référence est au journal."""
    bloc = ecran.page.get_by_role("alert").filter(has_text="La suite de cette page")
    expect(bloc).to_have_count(1)
    trouvee = re.search(r"Référence : ([0-9A-F]{4}-[0-9A-F]{4})", bloc.inner_text())
    assert trouvee
    assert f"Incident {trouvee[1]}, page /" in journal.read_text(encoding="utf-8")
    assert not ANGLAIS.search(ecran.page.locator("body").inner_text())


def test_erreur_du_corps_de_la_page(fautive: Ouvrir, journal: Path) -> None:
    ecran = fautive("/?ou=corps&niveau=epci")
    _incident(ecran, journal)
    assert ecran.violations_graves() == []
    reessayer = ecran.page.get_by_role("link", name="Réessayer")
    assert reessayer.get_attribute("href") == "?ou=corps&niveau=epci"


@pytest.mark.parametrize("commande", ["Rejouer le morceau", "Commande"])
def test_erreur_d_un_morceau_ou_d_une_commande(fautive: Ouvrir, journal: Path, commande: str) -> None:
    ecran = fautive("/")
    ecran.page.get_by_role("button", name=commande).click()
    _incident(ecran, journal)
    if commande == "Rejouer le morceau":
        expect(ecran.page.get_by_role("heading", name="Page d'épreuve")).to_be_visible()
