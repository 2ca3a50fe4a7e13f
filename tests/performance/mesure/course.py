"""La course : tous les concurrents servis ensemble, mesurés à tour de rôle, l'ordre tournant à chaque tour."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.navigateur.serveur import Service, servir
from tests.performance.mesure.concurrents import TOUS, Concurrent
from tests.performance.mesure.passage import Comptes, Passage, compter, passer


@dataclass
class Resultat:
    """Ce qu'un concurrent a fait."""

    concurrent: Concurrent
    comptes: Comptes
    passages: list[Passage] = field(default_factory=list)

    def mediane(self, mesure: str) -> float:
        """Médiane d'une mesure de `Passage` sur les tours."""
        return median(self._serie(mesure))

    def etendue(self, mesure: str) -> tuple[float, float]:
        """Plus petite et plus grande valeur."""
        serie = self._serie(mesure)
        return min(serie), max(serie)

    def _serie(self, mesure: str) -> list[float]:
        return [float(getattr(passage, mesure)) for passage in self.passages]


def courir(tours: int, dire: Callable[[str], None]) -> dict[str, Resultat]:
    """Mesure chaque concurrent ``tours`` fois, après un tour de chauffe (celui des octets).

    Parameters
    ----------
    tours : int
        Nombre de tours comptés.
    dire : callable
        Reçoit l'avancement.
    """
    with ExitStack() as pile:
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory()))
        services = {c.cle: pile.enter_context(servir(c.script, dossier / f"{c.cle}.log")) for c in TOUS}
        resultats = {c.cle: _chauffer(c, services[c.cle], dire) for c in TOUS}
        for tour in range(tours):
            for concurrent in (*TOUS[tour % len(TOUS) :], *TOUS[: tour % len(TOUS)]):
                dire(f"tour {tour + 1} sur {tours} : {concurrent.nom}")
                resultats[concurrent.cle].passages.append(passer(concurrent, services[concurrent.cle]))
    return resultats


def _chauffer(concurrent: Concurrent, service: Service, dire: Callable[[str], None]) -> Resultat:
    dire(f"chauffe et octets : {concurrent.nom}")
    passer(concurrent, service)
    return Resultat(concurrent, compter(concurrent, service))
