"""L'application vue d'un réseau hostile : rien n'en sort, rien n'y entre qui ne le doive, aucune trace au journal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.navigateur.onglets import Onglets
from tests.navigateur.prise import TrouNoir, Visite, trou_noir, visite
from tests.navigateur.serveur import HOTE, RACINE, Journaux, Service, servir

PIRATE = "https://pirate.exemple"


@pytest.fixture(scope="module")
def mandataire() -> Iterator[TrouNoir]:
    """Un réseau muet : toute sortie y reste pendue."""
    with trou_noir() as trou:
        yield trou


@pytest.fixture(scope="module")
def service(journaux: Journaux, mandataire: TrouNoir) -> Iterator[Service]:
    """L'application à l'écoute de tous, comme en production ; toute sortie passerait par le réseau muet."""
    options = ["--server.address", "0.0.0.0"]
    with servir(RACINE / "app.py", journaux("securite"), options=options, variables=mandataire.variables) as lance:
        yield lance


def _journal(service: Service) -> str:
    base = Path(service.base.removeprefix("sqlite:///"))
    return base.with_suffix(".txt").read_text(encoding="utf-8")


def test_une_origine_etrangere_est_refusee_sans_rien_demander_au_dehors(service: Service, mandataire: TrouNoir) -> None:
    """Le cadre cherchait son adresse publique chez un tiers, deux secondes durant, en figeant tout le serveur."""
    for _ in range(5):
        with pytest.raises(InvalidStatus, match="403"), visite(service.adresse, PIRATE):
            pytest.fail("une origine étrangère a ouvert une prise")
    assert mandataire.recues == []
    with visite(service.adresse) as sienne:
        assert sienne.aller("compte").session


def test_un_depot_que_l_ecran_n_attend_pas_est_refuse(service: Service) -> None:
    with visite(service.adresse) as session:
        refus = session.aller("compte").deposer(b"x" * 1000)
        assert (refus.status_code, "Aucun dépôt" in refus.text) == (403, True)
        assert session.aller("perimetre", "facon=codes").deposer(b"code\n74056\n").status_code == 204
        assert session.aller("compte").deposer(b"x").status_code == 403


def test_le_quota_de_depots_tient(service: Service) -> None:
    """Soixante fichiers de cinq mégaoctets passaient ; la mémoire est maintenant bornée par visiteur."""
    with visite(service.adresse) as session:
        session.aller("perimetre", "facon=codes")
        statuts = [session.deposer(b"x" * 4_900_000, f"f{rang}").status_code for rang in range(14)]
    assert statuts.count(204) == statuts.index(429) <= 10


@pytest.mark.parametrize("trame", ["du texte", b"\xff\xff\xff"])
def test_une_trame_folle_ferme_sa_prise_sans_trace(service: Service, trame: str | bytes) -> None:
    with visite(service.adresse) as session:
        session.aller("compte")
        session.prise.send(trame)
        with pytest.raises(ConnectionClosed):
            _ecouter_jusqu_au_bout(session)
    assert "Traceback" not in _journal(service)


def _ecouter_jusqu_au_bout(session: Visite) -> None:
    while True:
        session.prise.recv(timeout=10)


def test_ce_que_le_serveur_dit_de_lui(service: Service) -> None:
    with httpx.Client(base_url=service.adresse, trust_env=False) as client:
        accueil = client.get("/")
        assert "server" not in accueil.headers
        assert "frame-ancestors 'self'" in accueil.headers["content-security-policy"]
        assert client.get("/_stcore/host-config").json()["allowedOrigins"] == []
        assert (
            client.get("/_stcore/metrics").status_code == client.get("/_stcore/agent/openapi.json").status_code == 404
        )
        assert client.get("/favicon.ico").headers["content-type"] == "image/png"
        assert client.get("/accueil", headers={"Host": "pirate.exemple"}).headers["location"] == "/"
        sonde = client.get("/sante")
        assert (sonde.status_code, sonde.json()["etat"]) == (200, "bon")


def test_derriere_https_aucun_temoin_ne_voyage_en_clair(service: Service) -> None:
    """Le mandataire de confiance (cette machine, d'office) dit que le visiteur est en HTTPS."""
    with httpx.Client(base_url=service.adresse, trust_env=False) as client:
        chiffree = client.get("/_stcore/health", headers={"X-Forwarded-Proto": "https"}).headers
        claire = client.get("/_stcore/health").headers
    assert "; Secure" in chiffree["set-cookie"]
    assert "strict-transport-security" in chiffree
    assert "; Secure" not in claire["set-cookie"]


def test_rien_n_est_sorti(service: Service, mandataire: TrouNoir) -> None:
    """Démarré, puis toutes ces épreuves jouées, le serveur n'a rien demandé à personne."""
    assert service.pid
    assert mandataire.recues == []


def test_un_ecran_s_integre_dans_un_autre_site_une_page_non(onglets: Onglets, service: Service) -> None:
    """Le code d'intégration montre la carte ailleurs ; une page ordinaire, ou celle où l'on écrit, jamais."""
    page = onglets.neuf(1280, 900)
    with _autre_site(service.adresse) as site:
        page.goto(site)
        carte = page.frame(name="carte")
        assert carte is not None
        carte.locator("iframe[src*='streamlit_folium']").content_frame.locator(".leaflet-container").first.wait_for()
        for nom in ("page", "saisir"):
            cadre = page.frame(name=nom)
            assert cadre is not None
            assert not cadre.url.startswith(service.adresse)  # le navigateur a mis une page d'erreur à sa place
    onglets.fermer(page)


@contextmanager
def _autre_site(adresse: str) -> Iterator[str]:
    """Une page d'une autre origine, qui montre l'Atlas dans trois cadres."""
    cadres = {"carte": "/carte?embed=true", "page": "/carte", "saisir": "/saisir?embed=true"}
    corps = "".join(
        f'<iframe name="{nom}" src="{adresse}{suite}" width="900"></iframe>' for nom, suite in cadres.items()
    )

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(corps.encode())

        def log_message(self, *_: object) -> None:
            """Rien : l'épreuve n'a pas de journal."""

    with ThreadingHTTPServer((HOTE, 0), Site) as serveur:
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        yield f"http://{HOTE}:{serveur.server_address[1]}/"
        serveur.shutdown()
