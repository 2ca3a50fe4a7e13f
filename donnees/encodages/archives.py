"""Une archive zip venue du dehors : ce qu'on en juge avant d'en rien décompresser, classeur ou document."""

from __future__ import annotations

import zipfile
from typing import Final

DECOMPRESSE_MAX: Final = 60 * 1024 * 1024
TAUX_MAX, PETIT = 100, 1024 * 1024
"""Au-delà d'un mégaoctet, une archive ne grossit pas plus de cent fois."""
MEMBRES_MAX: Final = 500


def demesuree(archive: zipfile.ZipFile, poids: int) -> bool:
    """Dit si l'archive, de ``poids`` octets, serait anormalement grosse une fois décompressée."""
    membres = archive.infolist()
    total = sum(membre.file_size for membre in membres)
    return total > DECOMPRESSE_MAX or (total > PETIT and total > TAUX_MAX * poids) or len(membres) > MEMBRES_MAX


def a_des_doubles(archive: zipfile.ZipFile) -> bool:
    """Dit si deux membres portent le même nom, à la casse près : chaque lecteur en prendrait un autre."""
    noms = [membre.filename.lower() for membre in archive.infolist()]
    return len(set(noms)) < len(noms)


def chiffree(archive: zipfile.ZipFile) -> bool:
    """Dit si un membre est protégé par un mot de passe."""
    return any(membre.flag_bits & 1 for membre in archive.infolist())
