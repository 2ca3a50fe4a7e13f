"""Ce qui se lit à l'instant où Prometheus le demande : sessions, caches, dernière sauvegarde, version des données."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cachetools
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from streamlit import runtime

from donnees import entrepot

SAUVEGARDES = "ATLAS_SAUVEGARDES"
RACINES = ("donnees", "geo", "pages")


class Collecte(Collector):
    """L'état du processus, relu à chaque passage.

    Parameters
    ----------
    ramasse : callable
        Secondes passées à ramasser les miettes depuis le démarrage.
    """

    def __init__(self, ramasse: Callable[[], float]) -> None:
        self._ramasse = ramasse

    def collect(self) -> Iterator[Metric]:
        """Toutes les familles."""
        yield CounterMetricFamily("atlas_ramassage_secondes", "Temps passé à ramasser les miettes.", self._ramasse())
        yield _sessions()
        yield from _caches()
        yield from _sauvegarde()
        version = GaugeMetricFamily("atlas_donnees", "Empreinte des données servies.", labels=("empreinte",))
        version.add_metric([str(entrepot.manifeste()["empreinte"])], 1)
        yield version


def _sessions() -> Metric:
    famille = GaugeMetricFamily("atlas_sessions", "Lecteurs dont la page est ouverte.")
    if runtime.exists():
        (actives,) = runtime.get_instance().stats_mgr.get_stats(["active_sessions"])["active_sessions"]
        famille.add_metric([], float(actives.value))  # type: ignore[attr-defined]  # toute jauge de Streamlit en a une
    return famille


def caches() -> Iterator[tuple[str, Any]]:
    """Tout ce que l'Atlas garde, sous le nom de son module et le sien : fonction à résultats gardés, ou réserve."""
    for nom, module in sorted(sys.modules.items()):
        if nom.partition(".")[0] in RACINES:
            for attribut, objet in sorted(vars(module).items()):
                if isinstance(objet, cachetools.Cache) or (getattr(objet, "__module__", "") == nom and _garde(objet)):
                    yield f"{nom}.{attribut}", objet


def _garde(objet: object) -> bool:
    return isinstance(objet, functools._lru_cache_wrapper) or hasattr(objet, "cache_lock")  # noqa: SLF001 - ce que rend lru_cache


def _caches() -> Iterator[Metric]:
    entrees = GaugeMetricFamily("atlas_cache_entrees", "Résultats gardés.", labels=("cache",))
    octets = GaugeMetricFamily("atlas_cache_octets", "Octets gardés.", labels=("cache",))
    succes = CounterMetricFamily("atlas_cache_succes", "Résultats repris.", labels=("cache",))
    echecs = CounterMetricFamily("atlas_cache_echecs", "Résultats calculés.", labels=("cache",))
    for nom, fonction in caches():
        if isinstance(gardes := getattr(fonction, "cache", fonction), cachetools.Cache):
            entrees.add_metric([nom], len(gardes))
            octets.add_metric([nom], gardes.currsize)
        else:
            bilan = fonction.cache_info()
            for famille, valeur in ((entrees, bilan.currsize), (succes, bilan.hits), (echecs, bilan.misses)):
                famille.add_metric([nom], valeur)
    yield from (entrees, octets, succes, echecs)


def _sauvegarde() -> Iterator[Metric]:
    """Instant de la dernière sauvegarde entière, si l'on a dit où elles sont ; 0 s'il n'y en a aucune."""
    dossier = os.environ.get(SAUVEGARDES, "").strip()
    if dossier:
        instants = [archive.stat().st_mtime for archive in Path(dossier).glob("atlas-*.zip")]
        texte = "Instant de la dernière sauvegarde (secondes depuis 1970)."
        yield GaugeMetricFamily("atlas_sauvegarde_instant", texte, max(instants, default=0.0))
