"""Les mesures : lues sur la boucle locale, elles comptent ce qui s'est passé ; et l'annonce faite à systemd."""

from __future__ import annotations

import gc
import logging
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from donnees import entrepot
from geo.territoires import lire as lire_territoire
from pages.cadre import incident
from pages.cadre.serveur import collecte, compteurs, observation, systemd
from pages.cadre.serveur.observation import RELANCE, REPONSE, Fait
from pages.cadre.serveur.reglages import ReglageInvalide


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


@pytest.fixture
def lire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[], dict[str, float]]]:
    """Les mesures ouvertes sur un port libre ; rend de quoi les relever."""
    monkeypatch.setenv(collecte.SAUVEGARDES, str(tmp_path))
    port = _port_libre()
    fermer = compteurs.ouvrir(port)

    def relever() -> dict[str, float]:
        with httpx.Client(trust_env=False) as client:
            texte = client.get(f"http://127.0.0.1:{port}/metrics").text
        lignes = [ligne.rsplit(" ", 1) for ligne in texte.splitlines() if not ligne.startswith("#")]
        return {nom: float(valeur) for nom, valeur in lignes}

    yield relever
    fermer()
    with pytest.raises(httpx.ConnectError):
        relever()


def test_chaque_fait_se_compte(lire: Callable[[], dict[str, float]]) -> None:
    for fait in (
        Fait(REPONSE, "carte", "200", 0.03),
        Fait(REPONSE, "carte", "503", 0.03),
        Fait(REPONSE, "_stcore/stream", "101", 900.0),
        Fait(RELANCE, "carte", "entiere", 0.3),
    ):
        observation._dire(fait)
    releve = lire()
    assert releve['atlas_reponses_total{page="carte",statut="200"}'] == 1
    assert releve['atlas_reponses_total{page="carte",statut="503"}'] == 1
    assert releve['atlas_reponse_secondes_count{page="carte"}'] == 2
    assert releve['atlas_reponses_total{page="_stcore/stream",statut="101"}'] == 1
    assert 'atlas_reponse_secondes_count{page="_stcore/stream"}' not in releve
    assert releve['atlas_page_secondes_bucket{le="0.2",nature="entiere",page="carte"}'] == 0
    assert releve['atlas_page_secondes_bucket{le="0.5",nature="entiere",page="carte"}'] == 1


def test_les_incidents_et_les_messages_se_comptent(lire: Callable[[], dict[str, float]]) -> None:
    assert lire()["atlas_incidents_total"] == 0
    incident.JOURNAL.error("Incident AAAA-BBBB, page /carte : ZeroDivisionError")
    logging.getLogger("atlas.registre").warning("Purge remise à demain")
    releve = lire()
    assert releve["atlas_incidents_total"] == 1
    assert releve['atlas_messages_total{niveau="WARNING"}'] == 1


def test_memoire_ramassage_et_donnees(lire: Callable[[], dict[str, float]]) -> None:
    avant = lire()["atlas_ramassage_secondes_total"]
    gc.collect()
    releve = lire()
    assert releve["atlas_ramassage_secondes_total"] > avant
    assert 1e7 < releve["process_resident_memory_bytes"] < 1e11
    assert releve['python_gc_collections_total{generation="2"}'] >= 1
    assert releve[f'atlas_donnees{{empreinte="{entrepot.manifeste()["empreinte"]}"}}'] == 1


def test_les_caches_se_lisent_sous_leur_nom(lire: Callable[[], dict[str, float]]) -> None:
    entrepot.valeurs("chomage_localise", "zone_emploi")
    lire_territoire("zone_emploi", "8421")
    releve = lire()
    assert releve['atlas_cache_entrees{cache="donnees.entrepot._lire"}'] >= 1
    assert releve['atlas_cache_octets{cache="donnees.entrepot._lire"}'] > 1_000
    succes = 'atlas_cache_succes_total{cache="geo.territoires.territoire._publie"}'
    avant = releve[succes]
    lire_territoire("zone_emploi", "8421")
    assert lire()[succes] == avant + 1


def test_la_derniere_sauvegarde(lire: Callable[[], dict[str, float]], tmp_path: Path) -> None:
    assert lire()["atlas_sauvegarde_instant"] == 0
    archive = tmp_path / "atlas-20261130T023000Z.zip"
    archive.write_bytes(b"x")
    (tmp_path / "atlas-20261201T023000Z.zip.provisoire").write_bytes(b"x")
    assert lire()["atlas_sauvegarde_instant"] == pytest.approx(archive.stat().st_mtime, abs=1)


def test_un_port_pris_arrete_le_demarrage_en_le_disant() -> None:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        port = prise.getsockname()[1]
        with pytest.raises(ReglageInvalide, match=f"ATLAS_PORT_MESURES : le port {port}"):
            compteurs.ouvrir(port)
    assert observation.ABONNES == []


def test_les_caches_trouves_sont_ceux_du_code() -> None:
    noms = {nom for nom, _ in collecte.caches()}
    assert {"donnees.entrepot._lire", "donnees.entrepot._tranche", "geo.reserve.place._gardes"} <= noms
    assert all(re.fullmatch(r"(donnees|geo|pages)[\w.]+", nom) for nom in noms)


def test_l_annonce_va_a_systemd_et_a_lui_seul(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(systemd.VARIABLE, raising=False)
    systemd.annoncer(systemd.PRETE)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as prise:
        prise.bind(str(tmp_path / "n"))
        prise.settimeout(2)
        monkeypatch.setenv(systemd.VARIABLE, str(tmp_path / "n"))
        systemd.annoncer(systemd.PRETE)
        assert prise.recv(64) == b"READY=1"
    systemd.annoncer(systemd.PRETE)  # plus personne n'écoute : la réplique n'en tombe pas
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as prise:
        prise.bind(f"\0{tmp_path}")
        prise.settimeout(2)
        monkeypatch.setenv(systemd.VARIABLE, f"@{tmp_path}")
        systemd.annoncer(systemd.VIVANTE)
        assert prise.recv(64) == b"WATCHDOG=1"
