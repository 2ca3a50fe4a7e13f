"""``python -m tests.performance.mesure.documents`` : ce que coûte un diagnostic, ouvrier froid puis chaud."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from geo.documents import fabrique
from geo.documents.demande import Demande, Releve
from geo.documents.ouvrier import Atelier

FROIDE, CHAUDE = "8421", "7511"
"""Lyon dans un ouvrier qui s'éveille, puis Guéret dans le même."""
MEGA = 1_000_000


@dataclass(frozen=True)
class Fabrication:
    """Un format : secondes de la demande au fichier, taille, et mémoire propre à l'ouvrier ensuite, en octets."""

    format: str
    froid: float
    chaud: float
    taille: int
    memoire: int


def courir_documents(dire: Callable[[str], None] = print) -> list[Fabrication]:
    """Chaque format, dans un ouvrier neuf."""
    mesures = []
    for suffixe in fabrique.FORMATS:
        atelier = Atelier()
        (froid, taille), (chaud, _) = (_fabriquer(atelier, code, suffixe) for code in (FROIDE, CHAUDE))
        memoire = psutil.Process(atelier.processus).memory_full_info().uss
        atelier.fermer()
        mesures.append(Fabrication(suffixe, froid, chaud, taille, memoire))
        dire(f"{suffixe} : {froid:.1f} s, {chaud:.1f} s, {taille / MEGA:.1f} Mo ; ouvrier {memoire / MEGA:.0f} Mo")
    return mesures


def _fabriquer(atelier: Atelier, code: str, suffixe: str) -> tuple[float, int]:
    demande = Demande("zone_emploi", code, jour="2026-11-30")
    depart = time.perf_counter()
    octets = atelier.demander(code, fabrique.diagnostic, demande, Releve(), suffixe, None).resultat()
    return time.perf_counter() - depart, len(octets)


if __name__ == "__main__":
    courir_documents(lambda texte: print(texte, file=sys.stderr, flush=True))
