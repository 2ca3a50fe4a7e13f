"""L'écran de la carte, vu par un lecteur : zones, clics, choix ; attend des états, jamais des durées."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Frame, Locator, Page, expect

DELAI = 30_000
TRAITS = "#map_div path.leaflet-interactive"
NUMERO = "document.documentElement.dataset.atlas"


class EcranCarte:
    """Page portant une carte."""

    def __init__(self, page: Page, adresse: str) -> None:
        self.page, self.adresse = page, adresse

    def ouvrir(self, chemin: str = "carte") -> EcranCarte:
        """Ouvre une page et attend sa carte."""
        self.page.goto(f"{self.adresse}/{chemin}")
        return self.attendre()

    def attendre(self) -> EcranCarte:
        """Attend que la carte ait fini un affichage."""
        self.cadre.wait_for_function(f"() => {NUMERO} !== undefined", timeout=DELAI)
        return self

    @property
    def cadre(self) -> Frame:
        """Cadre de la carte, quand il est là."""
        poignee = self.page.locator("iframe[src*=streamlit_folium]").first.element_handle(timeout=DELAI)
        cadre = poignee.content_frame()
        if cadre is None:
            raise LookupError("la carte n'a pas de cadre")
        return cadre

    @contextmanager
    def changement(self) -> Iterator[None]:
        """Attend que la carte ait affiché un nouvel état après ce qui est fait dans le bloc."""
        avant = self.cadre.evaluate(f"() => {NUMERO}")
        yield
        self.cadre.wait_for_function(
            f"(avant) => {NUMERO} !== undefined && {NUMERO} !== avant", arg=avant, timeout=DELAI
        )

    def lire(self, expression: str) -> Any:
        """Évalue du JavaScript dans le cadre de la carte."""
        return self.cadre.evaluate(expression)

    def codes(self) -> list[str]:
        """Codes des territoires affichés."""
        return list(self.lire("() => window.map.atlas.codes"))

    def remplissages(self) -> list[str]:
        """Couleur de chaque territoire de la carte principale."""
        return list(self.lire(f"() => [...document.querySelectorAll('{TRAITS}')].map((t) => t.getAttribute('fill'))"))

    def epais(self) -> int:
        """Nombre de contours épais : ceux du territoire choisi."""
        return int(
            self.lire(
                f"() => [...document.querySelectorAll('{TRAITS}')].filter((t) => t.getAttribute('stroke-width') === '3').length"
            )
        )

    def vue(self) -> list[float]:
        """Latitude, longitude, zoom."""
        lue = self.lire("() => { const c = window.map.getCenter(); return [c.lat, c.lng, window.map.getZoom()]; }")
        return [round(float(n), 2) for n in lue]

    def cliquer(self, code: str, *, toucher: bool = False) -> None:
        """Clique (ou touche) au milieu d'un territoire."""
        x, y = self.point(code)
        if toucher:
            self.page.touchscreen.tap(x, y)
        else:
            self.page.mouse.click(x, y)

    def point(self, code: str) -> tuple[float, float]:
        """Milieu d'un territoire, en coordonnées de la fenêtre."""
        iframe = self.page.locator("iframe[src*=streamlit_folium]").first
        iframe.scroll_into_view_if_needed()
        boite = iframe.bounding_box()
        lu = self.lire(
            f"""() => {{ const a = window.map.atlas; const p = window.map.latLngToContainerPoint(a.centres[a.codes.indexOf("{code}")]);
            const b = document.getElementById("map_div").getBoundingClientRect(); return [p.x + b.x, p.y + b.y]; }}"""
        )
        if boite is None:
            raise LookupError("la carte est invisible")
        return boite["x"] + lu[0], boite["y"] + lu[1]

    def parametres(self) -> dict[str, str]:
        """Paramètres de l'adresse de la page."""
        return {nom: valeurs[0] for nom, valeurs in parse_qs(urlsplit(self.page.url).query).items()}

    def liste(self, nom: str) -> Locator:
        """Liste déroulante à recherche."""
        return self.page.get_by_role("combobox", name=re.compile(nom)).first

    def choisir(self, nom: str, libelle: str) -> None:
        """Choisit une option en tapant son nom."""
        liste = self.liste(nom)
        liste.click()
        liste.fill(libelle)
        self.page.get_by_role("option", name=libelle, exact=True).click()

    def titre(self) -> Locator:
        """Titre de la page."""
        return self.page.get_by_role("heading", level=1)

    def sans_trace(self) -> None:
        """Aucune trace d'erreur Python à l'écran."""
        expect(self.page.get_by_test_id("stException")).to_have_count(0)
        expect(self.page.get_by_text("Traceback")).to_have_count(0)
