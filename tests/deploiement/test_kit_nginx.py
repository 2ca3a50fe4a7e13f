"""nginx tel que le kit le règle, devant de fausses répliques : qui reçoit quoi, ce qui se garde, ce qui se ferme."""

from __future__ import annotations

import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.deploiement.faux import FausseReplique, fausses
from tests.deploiement.kit import nginx, poser, trouver_nginx
from tests.navigateur.serveur import port_libre

TEMOIN = "atlas_replique"
PAGE = {"Sec-Fetch-Dest": "document"}
PROBLEME = "application/problem+json"


@dataclass
class Montage:
    """nginx et ses fausses répliques."""

    adresse: str
    repliques: dict[int, FausseReplique]
    dossier: Path

    @property
    def prefixe(self) -> str:
        """« /atlas », ou rien."""
        return urlsplit(self.adresse).path

    def client(self, **options: Any) -> httpx.Client:
        """Un navigateur : il garde ses témoins."""
        return httpx.Client(trust_env=False, **options)

    def demander(self, chemin: str, **options: Any) -> httpx.Response:
        """Une demande d'un navigateur neuf."""
        with self.client() as client:
            return client.request(options.pop("methode", "GET"), self.adresse + chemin, **options)


@pytest.fixture(scope="module", params=["", "/atlas"], ids=["racine", "prefixe"])
def montage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Montage]:
    dossier = tmp_path_factory.mktemp("nginx")
    ports = [port_libre(), port_libre()]
    with fausses(ports) as repliques, nginx(dossier, ports, port_libre(), request.param) as adresse:
        yield Montage(adresse, repliques, dossier)


@pytest.mark.parametrize(("prefixe", "ports"), [("", [8511]), ("", [8511, 8512]), ("/atlas", [8511, 8512, 8513])])
def test_le_site_pose_est_juste_pour_nginx(tmp_path: Path, prefixe: str, ports: list[int]) -> None:
    """Le site entier, TLS compris, avec un certificat fabriqué pour l'épreuve."""
    certificat, cle = tmp_path / "c.pem", tmp_path / "k.pem"
    sujet = ["-subj", "/CN=atlas.exemple.fr", "-days", "2", "-keyout", str(cle), "-out", str(certificat)]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *sujet], check=True, capture_output=True
    )
    poser(tmp_path, ports, prefixe, {"ATLAS_CERTIFICAT": str(certificat), "ATLAS_CLE_CERTIFICAT": str(cle)})
    site = tmp_path / "etc/nginx/sites-available/atlas"
    texte = site.read_text(encoding="utf-8").replace(":443 ", ":18443 ").replace("listen 443 ", "listen 18443 ")
    site.write_text(texte.replace(":80;", ":18080;").replace("listen 80;", "listen 18080;"), encoding="utf-8")
    principal = tmp_path / "nginx.conf"
    principal.write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/e.log; events {{}}\n"
        f"http {{ include {tmp_path}/etc/nginx/conf.d/atlas.conf; include {site}; }}",
        encoding="utf-8",
    )
    essai = subprocess.run([trouver_nginx(), "-t", "-c", str(principal)], check=False, capture_output=True, text=True)
    assert essai.returncode == 0, essai.stderr
    assert "[warn]" not in essai.stderr.replace('the "user" directive', "")
    poses = [fichier for fichier in (tmp_path / "etc").rglob("*") if fichier.is_file()]
    assert len(poses) > 10
    assert not [fichier for fichier in poses if re.search(r"@[A-Z]+@", fichier.read_text(encoding="utf-8"))]


def test_chacun_reste_chez_la_replique_qui_l_a_recu(montage: Montage) -> None:
    servis = set()
    for _ in range(12):
        with montage.client() as client:
            premier = client.get(montage.adresse + "/territoire", headers=PAGE)
            port = premier.json()["port"]
            pose = premier.headers["set-cookie"]
            assert pose == f"{TEMOIN}={port}; Path={montage.prefixe}/; HttpOnly; SameSite=Lax"
            suites = [
                client.get(montage.adresse + suite) for suite in ("/recherche?q=l", "/media/a.png", "/component/x")
            ]
            assert {suite.json()["port"] for suite in suites} == {port}
            assert not any("set-cookie" in suite.headers for suite in suites)
            servis.add(port)
    assert servis == set(montage.repliques), "les nouveaux venus se répartissent"


def test_sans_temoin_la_meme_adresse_va_a_la_meme_replique(montage: Montage) -> None:
    ports = {montage.demander("/component/x", headers={"User-Agent": "robot"}).json()["port"] for _ in range(6)}
    assert len(ports) == 1
    agents = {montage.demander("/media/x", headers={"User-Agent": f"agent {n}"}).json()["port"] for n in range(30)}
    assert agents == set(montage.repliques)


def test_un_temoin_inconnu_est_ignore(montage: Montage) -> None:
    reponse = montage.demander("/carte", headers={"Cookie": f"{TEMOIN}=22; autre=1", **PAGE})
    assert reponse.json()["port"] in montage.repliques
    assert reponse.headers["set-cookie"].startswith(f"{TEMOIN}={reponse.json()['port']};")


def test_ce_que_la_replique_apprend_du_visiteur(montage: Montage) -> None:
    entetes = montage.demander(
        "/carte", headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    ).json()["entetes"]
    assert entetes["X-Forwarded-For"] == "127.0.0.1", "ce qu'un visiteur prétend ne passe pas"
    assert entetes["X-Forwarded-Proto"] == "http"
    assert entetes["Host"] == montage.adresse.split("/")[2]


LEGERES = ("/t/zone_emploi/8421-lyon", "/maison/35238-1", "/action/a", "/indicateur/chomage", "/reseau", "/api/v1/x")


def test_les_pages_legeres_se_gardent_une_seconde_sans_temoin(montage: Montage) -> None:
    def recues() -> Counter[str]:
        return sum((replique.demandes for replique in montage.repliques.values()), Counter())

    for chemin in LEGERES:
        reponses = [montage.demander(chemin, headers={"Cookie": "s=1", "Authorization": "Basic x"}) for _ in range(5)]
        assert not {"Cookie", "Authorization"} & set(reponses[0].json()["entetes"])
        assert not any("set-cookie" in reponse.headers for reponse in reponses)
    assert {recues()[montage.prefixe + chemin] for chemin in LEGERES} <= {1, 2}
    avant = recues()
    time.sleep(2)
    for chemin in LEGERES:
        montage.demander(chemin)
        neuves = recues()[montage.prefixe + chemin] - avant[montage.prefixe + chemin]
        assert neuves == 1, "une écriture se voit en deux secondes"


def test_le_code_de_l_application_se_garde(montage: Montage) -> None:
    ports = {montage.demander("/static/fr-0123456789/index.js").json()["port"] for _ in range(5)}
    assert len(ports) == 1
    assert sum(n for r in montage.repliques.values() for c, n in r.demandes.items() if c.endswith("/index.js")) == 1


def test_chaque_codage_a_sa_copie(montage: Montage) -> None:
    """Un robot qui ne décompresse rien ne fait pas servir à tous une copie entière, ni l'inverse."""
    demandes = {"identity": "", "gzip, deflate": "gzip", "gzip, deflate, br, zstd": "br", "br;q=0, gzip;q=0.5": "gzip"}
    for acceptes, voulu in demandes.items():
        reponse = montage.demander("/static/fr-0123456789/autre.js", headers={"Accept-Encoding": acceptes})
        assert reponse.json()["entetes"].get("Accept-Encoding", "") == voulu, acceptes


@pytest.mark.parametrize(
    "chemin",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check", "/_panne/affluence.html"],
)
def test_ce_qui_n_est_pas_pour_un_visiteur_est_ferme(montage: Montage, chemin: str) -> None:
    assert montage.demander(chemin).status_code == 404


def test_un_corps_trop_gros_est_refuse_avant_la_replique(montage: Montage) -> None:
    depot = "/_stcore/upload_file/session/fichier"
    assert montage.demander(depot, methode="PUT", content=b"x" * 5_000_000).json()["octets"] == 5_000_000
    refus = montage.demander(depot, methode="PUT", content=b"x" * 7_000_000)
    assert refus.status_code == 413
    assert "Ce fichier est trop gros" in refus.text
    assert montage.demander("/compte", methode="POST", content=b"x" * 70_000).status_code == 413


def test_les_entetes_de_securite_ne_sont_dits_qu_une_fois(montage: Montage) -> None:
    assert montage.demander("/carte").headers.get_list("x-content-type-options") == ["nosniff"]
    assert "server" not in montage.demander("/carte").headers or "/" not in montage.demander("/carte").headers["server"]


def test_le_journal_ne_dit_rien_de_la_personne(montage: Montage) -> None:
    montage.demander("/territoire?niveau=zone_emploi&code=8421", headers={"User-Agent": "espion"})
    montage.demander("/Jean-Dupont/rue-des-Lilas")
    time.sleep(0.2)
    journal = (montage.dossier / "acces.log").read_text(encoding="utf-8")
    assert '"page":"territoire"' in journal
    assert not [mot for mot in ("127.0.0.1", "8421", "espion", "Dupont", "Lilas") if mot in journal]


def test_trop_de_demandes_se_disent(montage: Montage) -> None:
    with montage.client() as client:
        statuts = [
            client.put(montage.adresse + "/_stcore/upload_file/s/f", content=b"x").status_code for _ in range(40)
        ]
        refus = client.put(montage.adresse + "/_stcore/upload_file/s/f", content=b"x")
    assert (statuts[0], statuts[-1]) == (200, 429)
    assert "Trop de demandes" in refus.text
    assert refus.headers["retry-after"] == "10"


def test_l_interface_de_donnees_refuse_en_donnees(montage: Montage) -> None:
    with montage.client() as client:
        refus = [client.get(montage.adresse + "/api/v1/indicateurs") for _ in range(200)][-1]
    assert (refus.status_code, refus.headers["content-type"]) == (429, PROBLEME)
    assert refus.json()["status"] == 429
    assert refus.headers["retry-after"] == "10"


def test_une_replique_tombe_l_autre_prend_et_garde_le_relais(montage: Montage) -> None:
    """En dernier : une réplique, puis les deux, y tombent."""
    with montage.client() as client:
        port = client.get(montage.adresse + "/carte", headers=PAGE).json()["port"]
        (autre,) = set(montage.repliques) - {port}
        montage.repliques[port].fermer()
        relais = client.get(montage.adresse + "/carte", headers=PAGE)
        assert relais.json()["port"] == autre
        assert relais.headers["set-cookie"].startswith(f"{TEMOIN}={autre};")
        montage.repliques[port] = FausseReplique(port)
        assert client.get(montage.adresse + "/carte", headers=PAGE).json()["port"] == autre, "il n'y revient pas"
        for replique in montage.repliques.values():
            replique.fermer()
        probleme = client.get(montage.adresse + "/api/v1/indicateurs/jamais-demande")
        assert (probleme.status_code, probleme.headers["content-type"]) == (503, PROBLEME)
        assert probleme.json()["title"] == "Indisponible pour l’instant"
        panne = client.get(montage.adresse + "/carte", headers=PAGE)
        assert panne.status_code == 502
        assert "L’Atlas revient dans un instant" in panne.text
        assert "set-cookie" not in panne.headers
        for nouveau in list(montage.repliques):
            montage.repliques[nouveau] = FausseReplique(nouveau)
        assert client.get(montage.adresse + "/carte", headers=PAGE).status_code == 200, "aussitôt revenue"
