"""L'écran vu par un lecteur : la page, sa carte, ses commandes ; attend des états, jamais des durées."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FloatRect, Frame, Locator, Page

from tests.navigateur.surveillance import Surveillance

DELAI = 30_000
CADRE = "iframe[title^='streamlit_folium']"
TRAITS = "#map_div path.leaflet-interactive"
NUMERO = "document.documentElement.dataset.atlas"


class Ecran:
    """Une page de l'Atlas ; dans les expressions JavaScript, ``carte`` est la carte Leaflet."""

    def __init__(self, page: Page, adresse: str, surveillance: Surveillance) -> None:
        self.page, self.adresse, self.surveillance = page, adresse, surveillance

    def aller(self, chemin: str) -> None:
        """Va à une page ; la carte, s'il y en a une, s'attend à la première lecture."""
        self.page.goto(f"{self.adresse}{chemin}")

    @property
    def externes_admis(self) -> tuple[str, ...]:
        """Hôtes que l'épreuve a le droit d'appeler."""
        return self.surveillance.admis

    @externes_admis.setter
    def externes_admis(self, hotes: tuple[str, ...]) -> None:
        self.surveillance.admis = hotes

    @property
    def cadre(self) -> Frame:
        """Cadre de la carte, quand elle a fini un premier affichage."""
        cadre = self.page.locator(CADRE).first.element_handle(timeout=DELAI).content_frame()
        if cadre is None:
            raise LookupError("la carte n'a pas de cadre")
        cadre.wait_for_function(f"() => {NUMERO} !== undefined", timeout=DELAI)
        return cadre

    def lire(self, expression: str) -> Any:
        """Valeur d'une expression dans le cadre de la carte."""
        return self.cadre.evaluate(f"() => {{ const carte = window.map; return {expression}; }}")

    def attendre(self, expression: str) -> None:
        """Attend qu'une expression soit vraie dans le cadre de la carte."""
        corps = f"const carte = window.map; try {{ return Boolean({expression}); }} catch (erreur) {{ return false; }}"
        self.cadre.wait_for_function(f"() => {{ {corps} }}", timeout=DELAI)

    @contextmanager
    def changement(self) -> Iterator[None]:
        """Attend que la carte ait affiché un nouvel état après ce qui est fait dans le bloc."""
        avant = self.lire(NUMERO)
        yield
        self.attendre(f"{NUMERO} !== undefined && {NUMERO} !== '{avant}'")

    @property
    def parametres(self) -> dict[str, str]:
        """Paramètres de l'adresse de la page."""
        return {nom: valeurs[0] for nom, valeurs in parse_qs(urlsplit(self.page.url).query).items()}

    def attendre_parametre(self, nom: str, valeur: str | None) -> None:
        """Attend qu'un paramètre de l'adresse ait cette valeur (None : qu'il n'y soit plus)."""
        self.page.wait_for_function(
            "([nom, valeur]) => new URLSearchParams(location.search).get(nom) === valeur", arg=[nom, valeur]
        )

    def choisir(self, liste: str, libelle: str) -> None:
        """Choisit une option d'une liste déroulante en tapant son nom."""
        champ = self.page.get_by_role("combobox", name=re.compile(liste)).first
        champ.click()
        champ.fill(libelle)
        self.page.get_by_role("option", name=libelle, exact=True).click()

    def choisir_indicateur(self, libelle: str) -> None:
        """Change d'indicateur et attend la carte."""
        with self.changement():
            self.choisir("^Indicateur", libelle)

    def codes(self) -> list[str]:
        """Codes des territoires affichés."""
        return list(self.lire("carte.atlas.codes"))

    def remplissages(self) -> list[str]:
        """Couleur de chaque territoire de la carte principale."""
        return list(self.lire(f"[...document.querySelectorAll('{TRAITS}')].map((t) => t.getAttribute('fill'))"))

    def epais(self) -> int:
        """Nombre de contours épais : ceux du territoire choisi."""
        return int(self.lire(f"document.querySelectorAll(`{TRAITS}[stroke-width='3']`).length"))

    def vue(self) -> list[float]:
        """Latitude, longitude, zoom."""
        return [
            round(float(n), 2) for n in self.lire("[carte.getCenter().lat, carte.getCenter().lng, carte.getZoom()]")
        ]

    def cadran(self) -> FloatRect:
        """Place du cadre de la carte dans la fenêtre, amené sous les yeux."""
        cadre = self.page.locator(CADRE).first
        cadre.scroll_into_view_if_needed()
        boite = cadre.bounding_box()
        if boite is None:
            raise LookupError("la carte est invisible")
        return boite

    def point(self, code: str) -> tuple[float, float]:
        """Milieu d'un territoire, en coordonnées de la fenêtre."""
        boite = self.cadran()
        centre = f"carte.latLngToContainerPoint(carte.atlas.centres[carte.atlas.codes.indexOf('{code}')])"
        x, y = self.lire(f"[{centre}.x, {centre}.y]")
        coin = self.lire("document.getElementById('map_div').getBoundingClientRect().toJSON()")
        return boite["x"] + coin["x"] + x, boite["y"] + coin["y"] + y

    def cliquer(self, code: str) -> None:
        """Clique au milieu d'un territoire."""
        self.page.mouse.click(*self.point(code))

    def titre(self) -> Locator:
        """Titre de la page."""
        return self.page.get_by_role("heading", level=1)
