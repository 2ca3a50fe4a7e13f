"""Le temps dans la carte : images par seconde du glissement et de la lecture, messages partis, place de la carte."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Browser, Frame

from tests.navigateur.chromium import navigateur
from tests.navigateur.serveur import RACINE, servir
from tests.performance.mesure.concurrents import ATLAS
from tests.performance.mesure.passage import FENETRE, REPOS_MS
from tests.performance.mesure.reseau import ecouter
from tests.performance.mesure.sonde import JamaisPeint, Sonde

ECRANS = ((1280, 800), (1920, 1080), (390, 844))
INDICATEURS = {
    "chomage_localise": "92 trimestres × 306 zones, couleurs",
    "emploi_salarie": "26 années × 306 zones, ronds",
}
# À chaque image, le curseur passe à la date suivante ; on compte les images où la carte montre bien une autre date.
_GLISSER = """() => new Promise((finir) => {
  const curseur = document.querySelector(".atlas-temps input"), nombre = Number(curseur.max) + 1;
  const instants = [], dates = new Set();
  let rang = 0;
  const avancer = (instant) => {
    instants.push(instant);
    dates.add(document.documentElement.dataset.atlasDate);
    if (rang === nombre) return finir([instants.length - 1, instant - instants[0], dates.size]);
    curseur.value = rang;
    rang += 1;
    curseur.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(avancer);
  };
  requestAnimationFrame(avancer);
})"""
# La lecture, telle qu'un lecteur la lance : images que le navigateur tient pendant deux secondes.
_LIRE = """() => new Promise((finir) => {
  const bouton = document.querySelector(".atlas-temps-lire");
  const dates = new Set();
  let nombre = 0, debut = 0;
  const compter = (instant) => {
    debut = debut || instant;
    nombre += 1;
    dates.add(document.documentElement.dataset.atlasDate);
    if (instant - debut > 2000) { bouton.click(); finir([nombre - 1, instant - debut, dates.size]); return; }
    requestAnimationFrame(compter);
  };
  bouton.click();
  requestAnimationFrame(compter);
})"""
_HAUTEUR = """() => {
  const { top, bottom } = document.getElementById("map_div").getBoundingClientRect();
  const cadre = window.frameElement.getBoundingClientRect().top, ecran = window.parent.innerHeight;
  return Math.max(0, Math.min(ecran, cadre + bottom) - Math.max(0, cadre + top)) / ecran;
}"""


@dataclass
class Temps:
    """Ce que le temps coûte, et la place de la carte.

    Attributes
    ----------
    glissement, lecture : dict of str to list of float
        Indicateur → images par seconde, à chaque tour.
    cpu : dict of str to list of float
        Indicateur → processeur du navigateur par image d'un glissement (ms), à chaque tour ; dépend peu de la charge.
    dates : dict of str to int
        Indicateur → dates vraiment montrées pendant le glissement.
    messages, requetes : int
        Ce qui est parti ou venu pendant les glissements, tous tours réunis.
    hauteurs : dict of (int, int) to float
        Écran → part de sa hauteur que la carte occupe à l'ouverture.
    """

    glissement: dict[str, list[float]] = field(default_factory=lambda: {nom: [] for nom in INDICATEURS})
    lecture: dict[str, list[float]] = field(default_factory=lambda: {nom: [] for nom in INDICATEURS})
    cpu: dict[str, list[float]] = field(default_factory=lambda: {nom: [] for nom in INDICATEURS})
    dates: dict[str, int] = field(default_factory=dict)
    messages: int = 0
    requetes: int = 0
    hauteurs: dict[tuple[int, int], float] = field(default_factory=dict)

    def mediane(self, geste: str, indicateur: str) -> float:
        """Médiane des images par seconde d'un geste."""
        images: list[float] = getattr(self, geste)[indicateur]
        return median(images)


def courir_temps(tours: int, dire: Callable[[str], None]) -> Temps:
    """Glisse et lit chaque série ``tours`` fois, dans un Chromium neuf ; puis mesure la carte sur trois écrans."""
    mesures = Temps()
    with tempfile.TemporaryDirectory() as dossier, servir(RACINE / "app.py", Path(dossier) / "t.log") as service:
        for tour in range(tours):
            for indicateur in INDICATEURS:
                dire(f"temps, tour {tour + 1} sur {tours} : {indicateur}")
                with navigateur() as chromium:
                    _passer(mesures, chromium, service.adresse, indicateur)
        with navigateur() as chromium:
            for ecran in ECRANS:
                mesures.hauteurs[ecran] = float(_ouvrir(chromium, f"{service.adresse}/carte", ecran).evaluate(_HAUTEUR))
    return mesures


def _passer(mesures: Temps, chromium: Browser, adresse: str, indicateur: str) -> None:
    cadre = _ouvrir(chromium, f"{adresse}/carte?indicateur={indicateur}", (FENETRE["width"], FENETRE["height"]))
    trafic = ecouter(cadre.page)
    debut = _usage()
    images, duree, mesures.dates[indicateur] = cadre.evaluate(_GLISSER)
    mesures.cpu[indicateur].append(1000 * (_usage() - debut) / images)
    mesures.messages, mesures.requetes = mesures.messages + len(trafic.recus), mesures.requetes + trafic.requetes
    mesures.glissement[indicateur].append(1000 * images / duree)
    images, duree, _ = cadre.evaluate(_LIRE)
    mesures.lecture[indicateur].append(1000 * images / duree)


def _ouvrir(chromium: Browser, adresse: str, ecran: tuple[int, int]) -> Frame:
    """Le cadre de la carte, peinte et au repos."""
    contexte = chromium.new_context(viewport={"width": ecran[0], "height": ecran[1]}, locale="fr-FR")
    sonde = Sonde(contexte.new_page(), ATLAS)
    sonde.page.goto(adresse)
    sonde.attendre()
    sonde.page.wait_for_timeout(REPOS_MS)
    cadre = sonde.cadre()
    if cadre is None:
        raise JamaisPeint("La carte n'a pas de cadre.")
    return cadre


def _usage() -> float:
    """Processeur (s) pris par les Chromium que cette course a lancés, tous leurs fils et processus réunis."""
    total = 0.0
    for processus in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            temps = processus.cpu_times()
            total += (temps.user + temps.system) if "chrom" in processus.name() else 0.0
    return total
