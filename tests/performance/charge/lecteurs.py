"""Des lecteurs simultanés : chacun ouvre une page, lit, la rejoue, en ouvre une autre ; combien attend-il ?"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import quantiles

from websockets.exceptions import WebSocketException

from tests.performance.charge.pages import lectures
from tests.performance.charge.protocole import DELAI, Demande, Reponse, relancer, session

REJEUX = 2


@dataclass
class Affluence:
    """Ce qu'un nombre de lecteurs a attendu.

    Attributes
    ----------
    lecteurs, pause : int, float
        Nombre de lecteurs, et durée moyenne de lecture entre deux pages (s, loi exponentielle).
    duree : float
        Durée de l'épreuve (s).
    attentes : list of float
        Attente de chaque réponse (s).
    erreurs : list of str
        Ce qui n'est pas venu, ou une exception montrée.
    """

    lecteurs: int
    pause: float
    duree: float
    attentes: list[float] = field(default_factory=list)
    erreurs: list[str] = field(default_factory=list)

    def centile(self, rang: int) -> float:
        """Attente que ``rang`` % des réponses ne dépassent pas (s)."""
        return quantiles(self.attentes, n=100, method="inclusive")[rang - 1]

    @property
    def debit(self) -> float:
        """Réponses par seconde."""
        return len(self.attentes) / self.duree


def accueillir(hotes: Sequence[str], lecteurs: int, pause: float, duree: float, zones: Sequence[str]) -> Affluence:
    """Fait venir des lecteurs, répartis entre les répliques, chacun fidèle à la sienne."""
    affluence = Affluence(lecteurs, pause, duree)
    asyncio.run(_tous(affluence, hotes, zones))
    return affluence


async def _tous(affluence: Affluence, hotes: Sequence[str], zones: Sequence[str]) -> None:
    fin = time.perf_counter() + affluence.duree
    venus = (_venir(affluence, hotes[rang % len(hotes)], rang, fin, zones) for rang in range(affluence.lecteurs))
    await asyncio.gather(*venus)


async def _venir(affluence: Affluence, hote: str, rang: int, fin: float, zones: Sequence[str]) -> None:
    """Un lecteur : ses pages sont tirées au sort, les mêmes d'une course à l'autre."""
    sort, pages = Random(rang), lectures(rang, zones)
    await asyncio.sleep(sort.random() * affluence.pause)
    while time.perf_counter() < fin:
        await _lire(affluence, hote, sort, pages)


async def _lire(affluence: Affluence, hote: str, sort: Random, pages: Iterator[Demande]) -> None:
    demande, depart = next(pages), time.perf_counter()
    try:
        async with session(hote) as prise:
            reponse = await relancer(prise, demande)
            _noter(affluence, time.perf_counter() - depart, reponse)
            for _ in range(REJEUX):
                await asyncio.sleep(_pause(sort, affluence))
                reponse = await relancer(prise, demande)
                _noter(affluence, reponse.duree, reponse)
            await asyncio.sleep(_pause(sort, affluence))
    except (OSError, TimeoutError, WebSocketException) as panne:
        affluence.attentes.append(DELAI)
        affluence.erreurs.append(f"{demande.page or 'accueil'} : {panne!r}")


def _noter(affluence: Affluence, attente: float, reponse: Reponse) -> None:
    affluence.attentes.append(attente)
    if reponse.erreur:
        affluence.erreurs.append(reponse.erreur)


def _pause(sort: Random, affluence: Affluence) -> float:
    return sort.expovariate(1 / affluence.pause) if affluence.pause else 0.0
