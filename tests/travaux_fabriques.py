"""Des travaux pour l'ouvrier : ils rendent, refusent, plantent, meurent, tardent ou prennent de la place."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from geo.documents.ouvrier.messages import Avancer
from geo.erreurs import ErreurGeo


def doubler(nombre: int, avancer: Avancer) -> bytes:
    avancer(0.5, "moitié faite")
    return b"*" * (2 * nombre)


def refuser(avancer: Avancer) -> bytes:
    raise ErreurGeo("Choisissez un autre territoire.")


def planter(avancer: Avancer) -> bytes:
    return b"*" * (1 // 0)


def mourir(avancer: Avancer) -> bytes:
    os._exit(3)


def patienter(secondes: float, avancer: Avancer) -> bytes:
    time.sleep(secondes)
    return b"fait"


_gardes: list[bytearray] = []


def encombrer(octets: int, avancer: Avancer) -> bytes:
    _gardes.append(bytearray(b"x" * octets))
    return b"x"


def milieu(avancer: Avancer) -> str:
    return " ".join(os.environ)


def tracer(fichier: str, avancer: Avancer) -> bytes:
    Path(fichier).touch()
    return b"fait"


def tracer_et_mourir(fichier: str, avancer: Avancer) -> bytes:
    avancer(0.5, "en chemin")
    with Path(fichier).open("a") as trace:
        trace.write("x")
    os._exit(3)


@dataclass
class Gros:
    """Un argument qu'on peut suivre."""

    octets: tuple[int, ...]


def peser(gros: Gros, avancer: Avancer) -> str:
    return str(len(gros.octets))
