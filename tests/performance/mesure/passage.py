"""Un passage : ouvrir la page dans un navigateur neuf, la rouvrir, changer d'indicateur, compter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

import psutil
from playwright.sync_api import Browser, Page

from donnees.catalogue import charger
from geo.ecriture import formats
from tests.navigateur.chromium import navigateur
from tests.navigateur.serveur import Service
from tests.performance.mesure.concurrents import ATLAS, IDENTIFIANTS, LIBELLES_VIDE, Concurrent
from tests.performance.mesure.reseau import Trafic, ecouter, mandataire
from tests.performance.mesure.sonde import Sonde

FENETRE = {"width": 1280, "height": 1000}
REPOS_MS = 700


@dataclass(frozen=True)
class Passage:
    """Mesures d'un passage (ms, octets)."""

    premier: float
    second: float
    changement: float
    ws: float
    cpu: float
    requetes: int


@dataclass(frozen=True)
class Comptes:
    """Octets sur le fil, et cadrage gardé (None : rien à garder)."""

    premier: int
    changement: float
    vue_gardee: bool | None
    messages: tuple[bytes, ...]


def passer(concurrent: Concurrent, service: Service) -> Passage:
    """Temps et processeur, sans mandataire."""
    with navigateur() as chromium:
        page, trafic, sonde = _ouvrir(chromium, concurrent)
        page.goto(f"{service.adresse}/{concurrent.chemin}")
        premier = sonde.attendre() - sonde.depart()
        page.wait_for_timeout(REPOS_MS)
        requetes = trafic.requetes
        page.close()
        page, trafic, sonde = _ouvrir(chromium, concurrent, page)
        page.goto(f"{service.adresse}/{concurrent.chemin}")
        second = sonde.attendre() - sonde.depart()
        page.wait_for_timeout(REPOS_MS)
        temps, octets, cpu = _changements(sonde, trafic, psutil.Process(service.pid))
    return Passage(premier, second, median(temps), median(octets), cpu, requetes)


def compter(concurrent: Concurrent, service: Service) -> Comptes:
    """Octets du fil et cadrage, à travers le mandataire compteur."""
    with mandataire(service.adresse) as fil, navigateur() as chromium:
        page, trafic, sonde = _ouvrir(chromium, concurrent)
        page.goto(f"{fil.adresse}/{concurrent.chemin}")
        sonde.attendre()
        page.wait_for_timeout(REPOS_MS)
        premier = fil.octets
        _changer(sonde, 0)
        page.wait_for_timeout(REPOS_MS)
        avant = _deplacer(sonde) if concurrent.vue else []
        page.wait_for_timeout(REPOS_MS)
        octets = []
        for rang in range(1, len(IDENTIFIANTS)):
            debut, trafic.recus = fil.octets, []
            _changer(sonde, rang)
            page.wait_for_timeout(REPOS_MS)
            octets.append(fil.octets - debut)
        gardee = sonde.vue() == avant if concurrent.vue else None
    return Comptes(premier, median(octets), gardee, tuple(trafic.recus))


def _ouvrir(chromium: Browser, concurrent: Concurrent, avant: Page | None = None) -> tuple[Page, Trafic, Sonde]:
    contexte = avant.context if avant else chromium.new_context(viewport=FENETRE, locale="fr-FR")  # type: ignore[arg-type]  # dimensions en dict simple
    page = contexte.new_page()
    return page, ecouter(page), Sonde(page, concurrent)


def _changements(sonde: Sonde, trafic: Trafic, processus: psutil.Process) -> tuple[list[float], list[int], float]:
    """Temps (ms), octets reçus de chaque changement, et processeur moyen d'un changement (ms)."""
    temps, octets, cpu = [], [], 0.0
    for rang in range(len(IDENTIFIANTS)):
        _derouler(sonde.page)
        sonde.page.wait_for_timeout(100)
        trafic.recus, usage = [], _usage(processus)
        temps.append(_choisir(sonde, rang))
        sonde.page.wait_for_timeout(REPOS_MS)
        octets.append(trafic.octets)
        cpu += 1000 * (_usage(processus) - usage) / len(IDENTIFIANTS)
    return temps, octets, cpu


def _usage(processus: psutil.Process) -> float:
    temps = processus.cpu_times()
    return float(temps.user + temps.system)


def _changer(sonde: Sonde, rang: int) -> float:
    _derouler(sonde.page)
    return _choisir(sonde, rang)


def _derouler(page: Page) -> None:
    page.get_by_role("combobox", name=re.compile("Indicateur")).click()


def _choisir(sonde: Sonde, rang: int) -> float:
    """Clique une option de la liste déroulée ; rend le temps jusqu'à l'image nouvelle (ms)."""
    if not sonde.concurrent.vue:
        return choisir(sonde, LIBELLES_VIDE[rang])
    libelle = charger().indicateurs[IDENTIFIANTS[rang]].libelle
    return choisir(sonde, formats.typographie(libelle) if sonde.concurrent is ATLAS else libelle)


def choisir(sonde: Sonde, libelle: str) -> float:
    """Choisit un indicateur par son libellé ; rend le temps de l'appui à l'image nouvelle (ms)."""
    liste = sonde.page.get_by_role("combobox", name=re.compile("Indicateur"))
    liste.fill(libelle)
    option = sonde.page.get_by_role("option", name=libelle, exact=True)
    option.wait_for()
    avant = sonde.peint()[0]
    option.click()
    return sonde.attendre(sauf=avant) - sonde.appui()


def _deplacer(sonde: Sonde) -> list[float]:
    """Zoome à la molette et fait glisser la carte ; rend le cadrage obtenu."""
    boite = sonde.page.locator("iframe, .js-plotly-plot").last.bounding_box()
    if boite is None:
        return []
    x, y = boite["x"] + boite["width"] / 3, boite["y"] + boite["height"] / 3
    depart = sonde.vue()
    sonde.page.mouse.move(x, y)
    for _ in range(4):
        sonde.page.mouse.wheel(0, -240)
        sonde.page.wait_for_timeout(150)
    sonde.page.mouse.down()
    sonde.page.mouse.move(x + 60, y + 40, steps=5)
    sonde.page.mouse.up()
    sonde.page.wait_for_timeout(REPOS_MS)
    arrivee = sonde.vue()
    return arrivee if arrivee != depart else []
