"""Deux processus sur un registre : ce que l'un écrit, l'autre le lit aussitôt ; ce qu'il efface, l'autre l'oublie."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from donnees.registre import services
from donnees.registre.erreurs import RegistreIndisponible
from donnees.registre.services import Filtre
from donnees.vocabulaire import Theme
from pages.cadre.ressources import ressources
from pages.interface import registre
from tests.pages.visite import creer

pytestmark = pytest.mark.usefixtures("edition")
NOM = "Zoé Lemaître"
AILLEURS = """
import sys
from donnees.registre import services
from donnees.registre.base import Registre
from tests.registre.atelier_registre import ADMIN, saisie
registre = Registre()
if sys.argv[1] == "creer":
    services.creer(registre, ADMIN, saisie(titre=sys.argv[2]))
else:
    services.effacer(registre, ADMIN, sys.argv[2], services.apercevoir(registre, ADMIN, sys.argv[2]).lignes)
"""


def _autre_replique(geste: str, texte: str) -> None:
    """Un autre processus, sur la même base."""
    base = registre.ouvert().moteur.url.render_as_string(hide_password=False)
    variables = os.environ | {"ATLAS_BASE_URL": base, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", AILLEURS, geste, texte], check=True, env=variables)


def _points() -> str:
    return "".join(f.read_text(encoding="utf-8") for f in ressources().dossier.glob("actions-*.json"))


def test_ce_qu_une_autre_replique_ecrit_se_lit_aussitot() -> None:
    """Tout ce qui se garde se garde sous la version du registre : rien à attendre, rien à rafraîchir."""
    registre.releve()
    registre.lister(Filtre(themes=frozenset({Theme.GPECT})))
    _autre_replique("creer", "Écrite ailleurs")
    depart = time.perf_counter()
    assert "Écrite ailleurs" in {fiche.titre for fiche in registre.releve().fiches}
    assert "Écrite ailleurs" in {fiche.titre for fiche in registre.lister(Filtre(themes=frozenset({Theme.GPECT})))}
    assert time.perf_counter() - depart < 2


def test_ce_qu_une_autre_replique_efface_n_est_plus_servi() -> None:
    creer(titre=f"Forum avec {NOM}")
    registre.suivre()
    registre.releve()
    assert NOM in _points()
    _autre_replique("effacer", NOM)
    assert NOM in _points(), "rien n'a encore regardé"
    registre.suivre()
    assert NOM not in _points()
    assert "Forum avec" in _points(), "l'action reste, sans le nom"


def test_une_ecriture_ordinaire_n_ote_aucun_fichier_qu_un_lecteur_affiche() -> None:
    registre.suivre()
    adresse = ressources().dossier / registre.releve().fichiers["actions"].rsplit("/", 1)[1]
    creer(titre="De plus")
    registre.suivre()
    assert adresse.exists()


def test_un_registre_muet_n_arrete_pas_la_veille(monkeypatch: pytest.MonkeyPatch) -> None:
    def echouer(_registre: object) -> int:
        raise RegistreIndisponible

    creer(titre="Avant la panne")
    monkeypatch.setattr(services, "effacements", echouer)
    registre.suivre()
