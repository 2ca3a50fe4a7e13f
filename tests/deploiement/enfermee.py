"""Lancer une réplique comme l'unité du kit l'enferme : sans droit, ni mémoire inscriptible et exécutable à la fois.

Le second point est ``MemoryDenyWriteExecute``, que systemd pose par un filtre et que Linux (6.3) offre par `prctl`.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

PERSONNE = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--bounding-set=-all")
PR_SET_MDWE, REFUSER = 65, 1


def sans_droit(dossier: Path) -> tuple[str, ...]:
    """De quoi lancer Python ainsi ; hors de root, avec les droits qu'on a, et l'on n'en prend pas d'autres."""
    enfermee = (sys.executable, __file__)
    if os.geteuid() != 0:
        return (*enfermee, sys.executable)
    return (*enfermee, *PERSONNE, _interprete(dossier))


def _interprete(dossier: Path) -> str:
    """L'interpréteur des épreuves, ou celui du système avec ses paquets s'il est rangé là où root seul peut entrer."""
    if all(parent.stat().st_mode & 0o001 for parent in Path(sys.executable).resolve().parents):
        return sys.executable
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    venv, paquets = dossier / "venv", Path(sys.prefix) / "lib" / version / "site-packages"
    if not venv.exists():
        (venv / "bin").mkdir(parents=True)
        (venv / "lib" / version).mkdir(parents=True)
        (venv / "pyvenv.cfg").write_text("home = /usr/bin\ninclude-system-site-packages = false\n", encoding="utf-8")
        (venv / "bin/python").symlink_to(f"/usr/bin/{version}")
        (venv / "lib" / version / "site-packages").symlink_to(paquets.resolve())
    return str(venv / "bin/python")


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(PR_SET_MDWE, REFUSER, 0, 0, 0)  # un noyau plus ancien refuse, et l'épreuve va sans
    os.execvp(sys.argv[1], sys.argv[1:])
