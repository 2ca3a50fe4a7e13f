"""La carte des communes : zones, communes de l'Atlas et deux façons ordinaires, dans la même course."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from donnees.catalogue import charger
from tests.navigateur.chromium import navigateur
from tests.navigateur.serveur import servir
from tests.performance.mesure.concurrents import TEMOINS, Concurrent
from tests.performance.mesure.passage import FENETRE, REPOS_MS, choisir
from tests.performance.mesure.reseau import mandataire
from tests.performance.mesure.sonde import Sonde
from tests.performance.temoins.choix import INDICATEURS

_PEINTE = 'document.documentElement.dataset.atlas || ""'
_EN_LIGNE = """(() => {
  const traits = document.querySelectorAll("#map_div path.leaflet-interactive");
  return traits.length > 30000 ? [...traits].slice(0, 400).map((t) => t.getAttribute("fill")).join("") : "";
})()"""
# Du geste à l'image : deux rafraîchissements après que Leaflet a redessiné.
_GESTE = """(vue) => new Promise((finir) => {
  const debut = performance.now();
  window.map.setView(vue.slice(0, 2), vue[2], { animate: false });
  requestAnimationFrame(() => requestAnimationFrame(() => finir(performance.now() - debut)));
})"""
VUES = ([46.6, 2.4, 6.5], [46.4, 2.9, 6.5], [48.85, 2.35, 9], [48.8, 2.5, 9], [46.6, 2.4, 5.5])


def _page(cle: str, nom: str, lecture: str = _PEINTE) -> Concurrent:
    return Concurrent(cle, nom, TEMOINS / "communes.py", lecture, "() => [0]", cadre=True, chemin=f"?carte={cle}")


ZONES = _page("zones", "Atlas, 306 zones d'emploi (référence)")
COMMUNES = _page("communes", "Atlas, toutes les communes")
POLYGONES = _page("polygones", "même fichier, un polygone Leaflet par commune (canevas)")
EN_LIGNE = _page("en_ligne", "folium ordinaire, GeoJSON en ligne", _EN_LIGNE)
COURSE = (ZONES, COMMUNES, POLYGONES, EN_LIGNE)
UNE_FOIS = (EN_LIGNE,)
"""Trop lents pour être remesurés à chaque tour : plus de deux minutes par passage."""


@dataclass
class ResultatCommunes:
    """Temps (ms) et octets d'une façon de montrer la carte."""

    concurrent: Concurrent
    octets: int = 0
    mesures: dict[str, list[float]] = field(
        default_factory=lambda: {"premier": [], "second": [], "changement": [], "geste": []}
    )

    def mediane(self, mesure: str) -> float:
        """Médiane d'une mesure sur les tours."""
        return median(self.mesures[mesure])


def courir_communes(tours: int, dire: Callable[[str], None]) -> dict[str, ResultatCommunes]:
    """Mesure chaque façon ``tours`` fois, après un passage qui compte les octets ; l'ordre tourne."""
    resultats = {c.cle: ResultatCommunes(c) for c in COURSE}
    with tempfile.TemporaryDirectory() as dossier, servir(TEMOINS / "communes.py", Path(dossier) / "c.log") as service:
        for resultat in resultats.values():
            dire(f"communes, octets : {resultat.concurrent.nom}")
            resultat.octets = _compter(resultat.concurrent, service.adresse)
        for tour in range(tours):
            for concurrent in (*COURSE[tour % len(COURSE) :], *COURSE[: tour % len(COURSE)]):
                if tour and concurrent in UNE_FOIS:
                    continue
                dire(f"communes, tour {tour + 1} sur {tours} : {concurrent.nom}")
                _passer(resultats[concurrent.cle], service.adresse)
    return resultats


def _compter(concurrent: Concurrent, adresse: str) -> int:
    """Octets descendants du premier chargement, page Streamlit comprise."""
    with mandataire(adresse) as fil, navigateur() as chromium:
        sonde = _ouvrir(chromium, concurrent)
        sonde.page.goto(f"{fil.adresse}/{concurrent.chemin}")
        sonde.attendre()
        sonde.page.wait_for_timeout(REPOS_MS)
        return fil.octets


def _passer(resultat: ResultatCommunes, adresse: str) -> None:
    concurrent, mesures = resultat.concurrent, resultat.mesures
    with navigateur() as chromium:
        contexte = chromium.new_context(viewport=FENETRE, locale="fr-FR")  # type: ignore[arg-type]  # dimensions en dict simple
        for visite in ("premier", "second"):
            sonde = Sonde(contexte.new_page(), concurrent)
            sonde.page.goto(f"{adresse}/{concurrent.chemin}")
            mesures[visite].append(sonde.attendre() - sonde.depart())
            sonde.page.wait_for_timeout(REPOS_MS)
        cadre = sonde.cadre()
        if cadre is not None:
            mesures["geste"].append(median(float(cadre.evaluate(_GESTE, list(vue))) for vue in VUES))
        libelles = [charger().indicateurs[nom].libelle for nom in INDICATEURS[1:]]
        temps = []
        for libelle in libelles:
            temps.append(choisir(sonde, libelle))
            sonde.page.wait_for_timeout(REPOS_MS)
        mesures["changement"].append(median(temps))


def _ouvrir(chromium: Browser, concurrent: Concurrent) -> Sonde:
    contexte = chromium.new_context(viewport=FENETRE, locale="fr-FR")  # type: ignore[arg-type]  # dimensions en dict simple
    return Sonde(contexte.new_page(), concurrent)
