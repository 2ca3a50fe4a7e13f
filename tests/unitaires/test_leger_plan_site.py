"""Le plan du site : territoires publiés, maisons, actions, indicateurs, à leur adresse canonique."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from donnees import entrepot
from donnees.catalogue import charger
from pages.leger import lecture, plan_site
from pages.leger.page import Site
from tests.unitaires.legeres_montees import ORIGINE, Montees, releve, site

ESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _adresses(octets: bytes | None, balise: str = "url") -> list[str]:
    assert octets is not None
    racine = ET.fromstring(octets)
    return [str(loc.text) for loc in racine.iterfind(f"{ESPACE}{balise}/{ESPACE}loc")]


def test_tout_ce_qui_est_public_y_est_une_fois() -> None:
    lues = _adresses(plan_site.ecrire(site()))
    contenu = releve()
    attendues = 2 + len(entrepot.table("territoires")) + len(charger().indicateurs)
    attendues += len(contenu.maisons) + len(contenu.fiches)
    assert len(lues) == len(set(lues)) == attendues <= plan_site.MAXIMUM
    assert all(adresse.startswith(f"{ORIGINE}/") for adresse in lues)


def test_chaque_adresse_est_canonique() -> None:
    """Un échantillon de chaque genre mène à un objet dont c'est l'adresse : aucun moteur n'est renvoyé ailleurs."""
    lues = [adresse.removeprefix(ORIGINE) for adresse in _adresses(plan_site.ecrire(site()))]
    ici = site()
    for adresse in [*lues[::400], *lues[-260::13]]:
        assert lecture.trouver(ici, adresse).adresse == adresse


def test_au_dela_de_la_limite_un_index_de_parties() -> None:
    ici = site()
    parties = _adresses(plan_site.ecrire(ici, maximum=10_000), "sitemap")
    assert [re.sub(r"\D", "", partie.removeprefix(ORIGINE)) for partie in parties] == ["1", "2", "3", "4"]
    lues = [adresse for rang in range(1, 5) for adresse in _adresses(plan_site.ecrire(ici, rang, 10_000))]
    assert lues == _adresses(plan_site.ecrire(ici))
    assert plan_site.ecrire(ici, 5, 10_000) is None
    assert plan_site.ecrire(ici, 1) is None


def test_le_plan_se_sert_comprime() -> None:
    reponse = Montees().demander("/sitemap.xml", accept_encoding="gzip")
    assert (reponse.statut, reponse.entetes["content-type"]) == (200, "application/xml")
    assert len(reponse.envoyes[1]["body"]) < 700_000


def test_sans_origine_les_adresses_restent_relatives() -> None:
    assert _adresses(plan_site.ecrire(Site(releve())))[1] == "/reseau"
