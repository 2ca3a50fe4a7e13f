"""Le fichier d'une base SQLite : lisible du seul exploitant, et surveillé tant que l'application s'en sert."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import PoolProxiedConnection

from donnees.registre.erreurs import BaseDisparue

PRIVE, DOSSIER_PRIVE = 0o600, 0o700
SUITES = ("", "-wal", "-shm")


def proteger(fichier: Path, dossier_a_nous: Path) -> None:
    """Crée au besoin la base et son dossier, et les réserve à leur propriétaire (0600, 0700).

    Un dossier qui existait est laissé tel quel, sauf ``dossier_a_nous``, qui ne contient que le registre. SQLite donne
    au journal (``-wal``) et à l'index partagé (``-shm``) les droits de la base.
    """
    dossier = fichier.parent
    if not dossier.exists():
        dossier.mkdir(DOSSIER_PRIVE, parents=True, exist_ok=True)
    # Fichier d'un autre propriétaire, disque en lecture seule : SQLite dira lui-même s'il peut s'en servir.
    with suppress(OSError):
        os.close(os.open(fichier, os.O_CREAT | os.O_RDONLY, PRIVE))
    for suite in SUITES:
        with suppress(OSError):
            fichier.with_name(fichier.name + suite).chmod(PRIVE)
    if dossier == dossier_a_nous:
        with suppress(OSError):
            dossier.chmod(DOSSIER_PRIVE)


def compacter(prise: PoolProxiedConnection) -> bool:
    """Récrit la base et vide son journal : ce qui a été effacé n'y est plus, même comme octets libres."""
    curseur = prise.cursor()
    try:
        curseur.execute("VACUUM")
        curseur.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((occupe, *_),) = curseur.fetchall()
    except sqlite3.OperationalError:
        return False
    finally:
        curseur.close()
    return not occupe


class Temoin:
    """Sait si le fichier ouvert est encore celui qui porte ce nom.

    Un fichier effacé reste lisible et inscriptible pour qui l'a ouvert : sans ce contrôle, une écriture y serait
    confirmée, puis perdue à l'arrêt.
    """

    def __init__(self, fichier: Path) -> None:
        self._fichier = fichier
        self._numero = self._lire()

    def _lire(self) -> tuple[int, int] | None:
        try:
            etat = self._fichier.stat()
        except OSError:
            return None
        return etat.st_dev, etat.st_ino

    def verifier(self) -> None:
        """Lève `BaseDisparue` si le fichier a été effacé ou remplacé depuis l'ouverture."""
        if self._numero is not None and self._lire() != self._numero:
            raise BaseDisparue(self._fichier.name)
