"""Mémoire résidente du serveur : au repos, puis après que chaque page a été vue une fois."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser

from tests.navigateur.chromium import navigateur
from tests.navigateur.serveur import RACINE, servir
from tests.performance.mesure.concurrents import TEMOINS
from tests.performance.mesure.pages import PageMesuree, pages
from tests.performance.mesure.passage import FENETRE

MO = 1_000_000
VIDE, REPOS = "page Streamlit vide, au repos", "Atlas, au repos"


@dataclass(frozen=True)
class Memoire:
    """Mémoire résidente d'un serveur (Mo), à un moment nommé."""

    moment: str
    resident: float


def courir_memoire(dire: Callable[[str], None]) -> list[Memoire]:
    """La page vide d'abord, puis un Atlas neuf : au repos, et après chaque page vue une fois, à la suite."""
    with ExitStack() as pile:
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory()))
        vide = pile.enter_context(servir(TEMOINS / "vide.py", dossier / "vide.log"))
        atlas = pile.enter_context(servir(RACINE / "app.py", dossier / "atlas.log"))
        processus = psutil.Process(atlas.pid)
        mesures = [_relever(VIDE, psutil.Process(vide.pid)), _relever(REPOS, processus)]
        chromium = pile.enter_context(navigateur())
        for page in pages()[1:]:
            dire(f"mémoire, {page.nom}")
            _voir(chromium, atlas.adresse, page)
            mesures.append(_relever(page.nom, processus))
    return mesures


def _relever(moment: str, processus: psutil.Process) -> Memoire:
    return Memoire(moment, processus.memory_info().rss / MO)


def _voir(chromium: Browser, adresse: str, page: PageMesuree) -> None:
    contexte = chromium.new_context(viewport=FENETRE, locale="fr-FR")  # type: ignore[arg-type]  # dimensions en dict simple
    onglet = contexte.new_page()
    onglet.goto(f"{adresse}{page.chemin}", wait_until="commit")
    onglet.locator(page.repere).first.wait_for(timeout=60_000)
    onglet.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=60_000)
    contexte.close()
