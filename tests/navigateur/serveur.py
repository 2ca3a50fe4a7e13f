"""Sert une application Streamlit sur un port libre de la boucle locale, et l'arrête proprement."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
HOTE = "127.0.0.1"
DELAI = 90.0
Journaux = Callable[[str], Path]


class ServeurAbsent(RuntimeError):
    """Le serveur n'a pas répondu."""


@dataclass(frozen=True)
class Service:
    """Un serveur Streamlit qui répond.

    Attributes
    ----------
    adresse : str
        ``http://127.0.0.1:port``, sans barre finale.
    pid : int
        Numéro du processus.
    base : str
        Adresse de son registre.
    """

    adresse: str
    pid: int
    base: str


def port_libre() -> int:
    """Port libre de la boucle locale."""
    with socket.socket() as prise:
        prise.bind((HOTE, 0))
        return int(prise.getsockname()[1])


@contextmanager
def servir(  # noqa: PLR0913 - chaque épreuve règle ce qu'elle éprouve
    script: Path,
    journal: Path,
    *,
    port: int = 0,
    options: Sequence[str] = (),
    variables: Mapping[str, str] | None = None,
    prefixe: str = "",
    python: Sequence[str] = (sys.executable,),
) -> Iterator[Service]:
    """Lance ``streamlit run script`` sur le registre posé à côté du journal (neuf s'il n'y est pas) ; l'arrête ensuite.

    ``prefixe`` dit sous quel chemin il répond, si une option le change ; ``python``, ce qui lance l'interpréteur, s'il
    faut lui ôter ses droits.

    Raises
    ------
    ServeurAbsent
        Le processus s'est arrêté, ou n'a pas répondu à temps ; le message cite la fin de son journal.
    """
    port = port or port_libre()
    commande = [*python, "-m", "streamlit", "run", str(script), "--server.address", HOTE]
    commande += ["--server.port", str(port), "--server.headless", "true", *options]
    base = f"sqlite:///{journal.with_suffix('.sqlite')}"
    environnement = os.environ | {"PYTHONPATH": str(RACINE), "PYTHONUNBUFFERED": "1", "ATLAS_BASE_URL": base}
    environnement |= variables or {}
    with journal.open("w", encoding="utf-8") as sortie:
        processus = subprocess.Popen(
            commande, cwd=RACINE, env=environnement, stdout=sortie, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
    adresse = f"http://{HOTE}:{port}"
    try:
        _attendre(f"{adresse}{prefixe}", processus, journal)
        yield Service(adresse, processus.pid, environnement["ATLAS_BASE_URL"])
    finally:
        _arreter(processus)


def _attendre(adresse: str, processus: subprocess.Popen[bytes], journal: Path) -> None:
    limite = time.monotonic() + DELAI
    while time.monotonic() < limite and processus.poll() is None:
        try:
            with urllib.request.urlopen(f"{adresse}/_stcore/health", timeout=2) as reponse:
                if reponse.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    fin = journal.read_text(encoding="utf-8")[-1500:]
    raise ServeurAbsent(f"Le serveur Streamlit ne répond pas sur {adresse}. Fin de son journal :\n{fin}")


def _arreter(processus: subprocess.Popen[bytes]) -> None:
    processus.terminate()
    try:
        processus.wait(10)
    except subprocess.TimeoutExpired:
        processus.kill()
        processus.wait()
