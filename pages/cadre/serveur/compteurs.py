"""Les mesures de Prometheus, sur un port de la boucle locale à part : rien n'en passe par l'adresse publique."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, ProcessCollector, start_http_server

from pages.cadre.serveur import observation
from pages.cadre.serveur.collecte import Collecte
from pages.cadre.serveur.observation import REPONSE, Fait
from pages.cadre.serveur.reglages import PORT_MESURES, ReglageInvalide

BOUCLE: Final = "127.0.0.1"
DUREES = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
INCIDENTS: Final = "pages.cadre.incident"


class Compteurs(logging.Handler):
    """Compte les réponses, les pages jouées, les incidents et les messages du journal d'un processus.

    Parameters
    ----------
    registre : CollectorRegistry
        Où Prometheus les lit.
    """

    def __init__(self, registre: CollectorRegistry) -> None:
        super().__init__(logging.WARNING)
        self._reponses = Counter(
            "atlas_reponses", "Réponses par page et par statut.", ("page", "statut"), registry=registre
        )
        self._durees = Histogram(
            "atlas_reponse_secondes", "Durée d'une réponse HTTP.", ("page",), buckets=DUREES, registry=registre
        )
        self._relances = Histogram(
            "atlas_page_secondes",
            "Attente d'une page : de la demande du navigateur à la fin de son script.",
            ("page", "nature"),
            buckets=DUREES,
            registry=registre,
        )
        self._incidents = Counter("atlas_incidents", "Erreurs imprévues montrées à un lecteur.", registry=registre)
        self._messages = Counter("atlas_messages", "Messages du journal.", ("niveau",), registry=registre)

    def noter(self, fait: Fait) -> None:
        """Compte un fait."""
        if fait.sorte != REPONSE:
            self._relances.labels(fait.page, fait.detail).observe(fait.duree)
            return
        self._reponses.labels(fait.page, fait.detail).inc()
        if fait.detail != str(observation.OUVERTE):  # une prise dure autant que la lecture
            self._durees.labels(fait.page).observe(fait.duree)

    def emit(self, record: logging.LogRecord) -> None:
        """Compte un message du journal."""
        self._messages.labels(record.levelname).inc()
        if record.name == INCIDENTS:
            self._incidents.inc()


class Ramasse:
    """Temps passé à ramasser les miettes ; un nombre nu, car un verrou pris pendant un ramassage bloquerait."""

    def __init__(self) -> None:
        self.secondes, self._depart = 0.0, 0.0

    def __call__(self, phase: str, _info: dict[str, Any]) -> None:
        """Ce que `gc.callbacks` appelle avant et après chaque ramassage."""
        if phase == "start":
            self._depart = time.perf_counter()
        else:
            self.secondes += time.perf_counter() - self._depart


def ouvrir(port: int) -> Callable[[], None]:
    """Sert les mesures sur 127.0.0.1, à ce port ; rend de quoi fermer.

    Raises
    ------
    ReglageInvalide
        Le port est pris.
    """
    registre, ramasse = CollectorRegistry(), Ramasse()
    try:
        serveur, _fil = start_http_server(port, addr=BOUCLE, registry=registre)
    except OSError as cause:
        raise ReglageInvalide(f"{PORT_MESURES} : le port {port} de la boucle locale ne s'ouvre pas.") from cause
    compteurs = Compteurs(registre)
    ProcessCollector(registry=registre)
    GCCollector(registry=registre)
    registre.register(Collecte(lambda: ramasse.secondes))
    gc.callbacks.append(ramasse)
    logging.root.addHandler(compteurs)
    observation.ABONNES.append(compteurs.noter)

    def fermer() -> None:
        observation.ABONNES.remove(compteurs.noter)
        logging.root.removeHandler(compteurs)
        gc.callbacks.remove(ramasse)
        serveur.shutdown()
        serveur.server_close()

    return fermer
