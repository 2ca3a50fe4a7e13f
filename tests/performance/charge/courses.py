"""Les courses de la charge : cinquante lecteurs sur un processus, cent sur deux, le débit de chacun, la mémoire."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from donnees import entrepot
from tests.navigateur.serveur import RACINE, Service, servir
from tests.performance.charge import pages
from tests.performance.charge.lecteurs import Affluence, accueillir
from tests.performance.charge.protocole import relancer, session

PAUSE, DUREE = 15.0, 90.0
PRESSES = 16
"""Lecteurs qui ne lisent pas, pour le débit : assez pour que le serveur n'attende jamais."""
VISITES = 2_000
MO = 1_000_000


@dataclass(frozen=True)
class Charge:
    """Les courses, et la mémoire résidente d'un serveur (Mo).

    Attributes
    ----------
    repos, vues, ensuite : float
        Au repos, chaque page vue une fois, puis après `VISITES` visites de plus.
    """

    un: Affluence
    deux: Affluence
    debit_un: Affluence
    debit_deux: Affluence
    repos: float
    vues: float
    ensuite: float


def courir(dire: Callable[[str], None], duree: float = DUREE, visites: int = VISITES) -> Charge:
    """Toutes les courses, chacune sur des serveurs neufs dont chaque page a été vue une fois."""
    zones = list(entrepot.territoires("zone_emploi").index[::19])
    with repliques(1) as (seule,):
        processus = psutil.Process(seule.pid)
        repos = _memoire(processus)
        _chauffer([seule], zones)
        vues = _memoire(processus)
        dire("50 lecteurs, un processus")
        un = accueillir([_hote(seule)], 50, PAUSE, duree, zones)
        dire("débit d'un processus")
        debit_un = accueillir([_hote(seule)], PRESSES, 0, duree / 3, zones)
        dire(f"mémoire après {visites} visites")
        asyncio.run(_visiter(_hote(seule), visites, zones))
        ensuite = _memoire(processus)
    with repliques(2) as deux_repliques:
        _chauffer(deux_repliques, zones)
        hotes = [_hote(replique) for replique in deux_repliques]
        dire("100 lecteurs, deux répliques")
        deux = accueillir(hotes, 100, PAUSE, duree, zones)
        dire("débit de deux répliques")
        debit_deux = accueillir(hotes, PRESSES, 0, duree / 3, zones)
    return Charge(un, deux, debit_un, debit_deux, repos, vues, ensuite)


@contextmanager
def repliques(nombre: int) -> Iterator[tuple[Service, ...]]:
    """Autant de processus sur autant de ports, chacun sur son cœur quand ils sont plusieurs."""
    with ExitStack() as pile:
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory()))
        script = RACINE / "app.py"
        services = [pile.enter_context(servir(script, dossier / f"{rang}.log")) for rang in range(nombre)]
        if nombre > 1:
            coeurs = psutil.Process().cpu_affinity() or []
            for rang, service in enumerate(services):
                psutil.Process(service.pid).cpu_affinity([coeurs[rang % len(coeurs)]])
        yield tuple(services)


def _hote(service: Service) -> str:
    return service.adresse.removeprefix("http://")


def _chauffer(services: tuple[Service, ...] | list[Service], zones: list[str]) -> None:
    for service in services:
        asyncio.run(_voir(_hote(service), zones[0]))


async def _voir(hote: str, zone: str) -> None:
    """Chaque page une fois."""
    for page in pages.toutes():
        async with session(hote) as prise:
            await relancer(prise, pages.demande(page, zone))


async def _visiter(hote: str, nombre: int, zones: list[str]) -> None:
    suite = pages.lectures(0, zones)
    for _ in range(nombre):
        async with session(hote) as prise:
            await relancer(prise, next(suite))


def _memoire(processus: psutil.Process) -> float:
    return float(processus.memory_info().rss) / MO
