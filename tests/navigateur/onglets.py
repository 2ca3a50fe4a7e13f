"""Des onglets gardés chauds : remis à neuf d'une épreuve à l'autre, sans relire ni recompiler Streamlit et plotly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, Error, Page

from tests.navigateur.ecran import Ecran

Theme = Literal["light", "dark"]
Ouvrir = Callable[..., Ecran]
VIDER = "() => { localStorage.clear(); sessionStorage.clear(); }"
RELEVE = 20
"""Visites au bout desquelles un onglet est remplacé : ce qu'une page laisse en mémoire ne s'accumule pas."""


class Onglets:
    """Les onglets libres d'un Chromium ; chacun est seul dans son contexte, comme un navigateur de plus."""

    def __init__(self, chromium: Browser) -> None:
        self.chromium = chromium
        self._libres: list[Page] = []
        self._visites: dict[Page, int] = {}

    def neuf(self, largeur: int, hauteur: int, theme: Theme = "light", **options: object) -> Page:
        """Onglet d'un contexte neuf ; ``options`` : celles de Playwright (permissions, écran tactile…)."""
        return self.chromium.new_context(
            viewport={"width": largeur, "height": hauteur},
            locale="fr-FR",
            color_scheme=theme,
            **options,  # type: ignore[arg-type]  # options de Playwright passées telles quelles
        ).new_page()

    def prendre(self, largeur: int, hauteur: int, theme: Theme = "light") -> Page:
        """Un onglet vierge à cette taille et dans ce thème : un libre s'il en reste."""
        page = self._libres.pop() if self._libres else self.neuf(largeur, hauteur, theme)
        page.set_viewport_size({"width": largeur, "height": hauteur})
        page.emulate_media(media="null", color_scheme=theme)
        self._visites[page] = self._visites.get(page, 0) + 1
        return page

    def rendre(self, page: Page, adresse: str) -> None:
        """Vide l'onglet (stockage, témoins, détournements, souris) et le garde ; usé, rétif ou parti, il est fermé."""
        if self._visites.get(page, RELEVE) < RELEVE and page.url.startswith(f"{adresse}/") and _vide(page):
            self._libres.append(page)
        else:
            self.fermer(page)

    def fermer(self, page: Page) -> None:
        """Ferme l'onglet et son contexte."""
        self._visites.pop(page, None)
        page.context.close()


def _vide(page: Page) -> bool:
    try:
        page.evaluate(VIDER)
        page.unroute_all(behavior="ignoreErrors")
        page.context.clear_cookies()
        page.mouse.move(0, 0)
        page.goto("about:blank")
    except Error:
        return False
    return True


@contextmanager
def visites(onglets: Onglets, adresse: str) -> Iterator[Ouvrir]:
    """De quoi ouvrir des pages de ce serveur, chacune dans un navigateur sans mémoire.

    À la fin, aucune erreur ni requête externe n'est admise.
    """
    ecrans: list[Ecran] = []
    jetables: list[Page] = []

    def ouvrir(
        chemin: str = "/carte", *, largeur: int = 1280, hauteur: int = 900, theme: Theme = "light", **options: object
    ) -> Ecran:
        page = onglets.neuf(largeur, hauteur, theme, **options) if options else onglets.prendre(largeur, hauteur, theme)
        if options:
            jetables.append(page)
        ecran = Ecran(page, adresse)
        ecrans.append(ecran)
        return ecran.aller(chemin)

    yield ouvrir
    reproches = [reproche for ecran in ecrans for reproche in ecran.reproches]
    for ecran in ecrans:
        ecran.quitter()
        if reproches or ecran.page in jetables:
            onglets.fermer(ecran.page)
        else:
            onglets.rendre(ecran.page, adresse)
    assert reproches == []
