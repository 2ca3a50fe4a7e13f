"""Le kit, tel qu'un exploitant le pose : ses fichiers remplis, et le nginx de Debian lancé dessus."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from donnees.chemins import RACINE

KIT = RACINE / ".deploiement"
HOTE = "127.0.0.1"
ABSENT = "nginx est absent : « apt-get install nginx-light », ou « make test » sous root, qui le pose."
PRINCIPAL = """
user root;
worker_processes 2;
daemon off;
pid {dossier}/nginx.pid;
error_log {dossier}/erreurs.log warn;
events {{ worker_connections 2048; }}
http {{
    types {{ text/html html; }}
    default_type application/octet-stream;
    client_body_temp_path {dossier}/corps;
    proxy_temp_path {dossier}/relais;
    fastcgi_temp_path {dossier}/f;
    uwsgi_temp_path {dossier}/u;
    scgi_temp_path {dossier}/s;
    include {dossier}/etc/nginx/conf.d/atlas.conf;
    access_log {dossier}/acces.log atlas;
    server {{
        listen {hote}:{port};
        server_name {hote};
        include {dossier}/etc/nginx/atlas/emplacements.conf;
    }}
}}
"""
"""Un nginx à part, qui inclut ce que le kit pose ; seule la prise d'écoute (sans TLS, port libre) est à l'épreuve."""


class NginxAbsent(RuntimeError):
    """Il faut nginx pour éprouver le kit."""


def trouver_nginx() -> str:
    """Chemin de nginx ; son absence est un échec, jamais un saut."""
    trouve = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if trouve is None:
        raise NginxAbsent(ABSENT)
    return trouve


def poser(dossier: Path, ports: Sequence[int], prefixe: str = "", reglages: Mapping[str, str] | None = None) -> None:
    """Pose le kit sous ce dossier, comme l'installation le pose à la racine."""
    variables = {
        "ATLAS_NOM": "atlas.exemple.fr",
        "ATLAS_PORTS": " ".join(map(str, ports)),
        "ATLAS_PREFIXE": prefixe,
        "ATLAS_CACHE_NGINX": f"{dossier}/cache",
        "ATLAS_JOURNAUX_NGINX": str(dossier),
    }
    commande = [str(KIT / "outils" / "poser"), str(dossier)]
    subprocess.run(
        commande, check=True, capture_output=True, env={"PATH": os.environ["PATH"], **variables, **(reglages or {})}
    )


@contextmanager
def nginx(dossier: Path, ports: Sequence[int], port: int, prefixe: str = "") -> Iterator[str]:
    """Nginx devant ces répliques ; rend son adresse, préfixe compris."""
    poser(dossier, ports, prefixe)
    principal = dossier / "nginx.conf"
    principal.write_text(PRINCIPAL.format(dossier=dossier, hote=HOTE, port=port), encoding="utf-8")
    processus = subprocess.Popen([trouver_nginx(), "-c", str(principal), "-e", f"{dossier}/erreurs.log"])
    try:
        _attendre(port, processus)
        yield f"http://{HOTE}:{port}{prefixe}"
    finally:
        processus.terminate()
        processus.wait(20)


def _attendre(port: int, processus: subprocess.Popen[bytes]) -> None:
    limite = time.monotonic() + 10
    while time.monotonic() < limite and processus.poll() is None:
        with socket.socket() as prise:
            if prise.connect_ex((HOTE, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx ne s'ouvre pas : lire son journal d'erreurs.")
