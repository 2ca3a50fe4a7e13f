"""Trouve un Chromium et le lance sans appel à l'extérieur."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

VARIABLE = "ATLAS_CHROMIUM"
NOMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
ABSENT = (
    f"Aucun Chromium : ni dans {VARIABLE}, ni dans PATH ({', '.join(NOMS)}), ni celui de Playwright. "
    "Installez-en un (« apt-get install chromium » ou « playwright install chromium »), "
    f"ou dites où il est par {VARIABLE}."
)


class ChromiumAbsent(RuntimeError):
    """Aucun Chromium sur cette machine."""


def trouver(playwright: Playwright) -> str:
    """Chemin d'un Chromium : ``ATLAS_CHROMIUM``, puis ``PATH``, puis celui de Playwright.

    Raises
    ------
    ChromiumAbsent
        Il n'y en a aucun, ou ``ATLAS_CHROMIUM`` désigne un fichier absent.
    """
    voulu = os.environ.get(VARIABLE)
    if voulu:
        if not Path(voulu).is_file():
            raise ChromiumAbsent(f"{VARIABLE} désigne « {voulu} », qui n'existe pas.")
        return voulu
    trouves = [chemin for chemin in map(shutil.which, NOMS) if chemin]
    propre = playwright.chromium.executable_path
    if not trouves and not Path(propre).is_file():
        raise ChromiumAbsent(ABSENT)
    return trouves[0] if trouves else propre


def lancer(playwright: Playwright) -> Browser:
    """Lance un Chromium neuf, sans fenêtre."""
    return playwright.chromium.launch(executable_path=trouver(playwright), args=list(OPTIONS))


_actifs: list[Playwright] = []


@contextmanager
def navigateur() -> Iterator[Browser]:
    """Chromium neuf, fermé à la sortie ; un seul Playwright par processus, partagé s'il est déjà en marche."""
    if _actifs:
        lance = lancer(_actifs[-1])
        try:
            yield lance
        finally:
            lance.close()
        return
    with sync_playwright() as playwright:
        _actifs.append(playwright)
        try:
            with navigateur() as lance:
                yield lance
        finally:
            _actifs.remove(playwright)
