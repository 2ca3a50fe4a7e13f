"""Le dépôt d'un fichier n'est ouvert qu'aux sessions dont l'écran le montre, et nulle part ailleurs dans le code."""

from __future__ import annotations

import re

import pytest

from donnees.chemins import RACINE
from pages.interface import depot
from tests.pages.visite import ouvrir

SESSION = "test session id"
"""Celle que donne AppTest à toute visite."""
PUBLIQUES = {"perimetre": {"facon": "codes"}, "clause-sociale": {"niveau": "zone_emploi", "code": "0051"}}


@pytest.fixture(autouse=True)
def _aucun_depot() -> None:
    depot._ouverts.clear()
    depot._montres.clear()


@pytest.mark.parametrize("page", ["accueil", "compte", "plan-actions", "importer", "saisir", "methode"])
def test_aucun_depot_la_ou_rien_ne_se_depose(page: str) -> None:
    """« Importer » sans droit ne montre pas de déposoir : il n'en ouvre pas."""
    ouvrir(page)
    assert not depot.ouvert(SESSION)


@pytest.mark.parametrize("page", PUBLIQUES)
def test_un_deposoir_a_l_ecran_ouvre_le_depot_a_sa_session(page: str) -> None:
    visite = ouvrir(page, **PUBLIQUES[page])
    assert visite.get("file_uploader")
    assert depot.ouvert(SESSION)
    assert not depot.ouvert("une autre session")
    visite.run()
    assert depot.ouvert(SESSION)


def test_importer_avec_un_droit_ouvre_le_depot(edition: None) -> None:
    ouvrir("importer")
    assert depot.ouvert(SESSION)


def test_quitter_la_page_referme_le_depot() -> None:
    ouvrir("clause-sociale", niveau="zone_emploi", code="0051")
    assert depot.ouvert(SESSION)
    ouvrir("compte")
    assert not depot.ouvert(SESSION)


def test_rester_sur_la_page_sans_le_deposoir_referme_le_depot() -> None:
    visite = ouvrir("perimetre", facon="codes")
    assert depot.ouvert(SESSION)
    visite.radio[0].set_value("recherche").run()
    assert not depot.ouvert(SESSION)


def test_aucune_page_ne_pose_de_deposoir_elle_meme() -> None:
    """Un autre widget qui envoie un fichier serait refusé par le serveur : tout dépôt passe par `depot.deposer`."""
    envois = re.compile(r"\.(file_uploader|camera_input|audio_input|chat_input)\(")
    fautes = [
        fichier.relative_to(RACINE).as_posix()
        for fichier in sorted((RACINE / "pages").rglob("*.py"))
        if envois.search(fichier.read_text(encoding="utf-8")) and fichier.name != "depot.py"
    ]
    assert fautes == []
