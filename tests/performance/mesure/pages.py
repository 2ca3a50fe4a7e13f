"""Temps jusqu'aux premiers chiffres de chaque page, face à la page vide, serveurs chauds, dans la même course."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from geo import territoires
from geo.territoires import perimetre
from tests.navigateur.chromium import navigateur
from tests.navigateur.serveur import RACINE, servir
from tests.performance.mesure.concurrents import TEMOINS
from tests.performance.mesure.passage import FENETRE

_PERIMETRE = perimetre.encoder(territoires.membres("epci", "244200770"))
_AVEC = "zone_emploi:0051~zone_emploi:8421~france:FR"


@dataclass
class PageMesuree:
    """Une page, ce qui y annonce les premiers chiffres, et ses temps (ms)."""

    nom: str
    chemin: str
    repere: str
    temps: list[float] = field(default_factory=list)

    @property
    def mediane(self) -> float:
        """Médiane des tours."""
        return median(self.temps)


def pages() -> list[PageMesuree]:
    """La page vide d'abord, puis celles de l'Atlas."""
    return [
        PageMesuree("page Streamlit vide", "", "[data-testid=stMarkdown]"),
        PageMesuree("Mon territoire, zone d'emploi", "/territoire?niveau=zone_emploi&code=8421", ".atlas-cartons"),
        PageMesuree("Mon territoire, périmètre", f"/territoire?niveau=perimetre&code={_PERIMETRE}", ".atlas-cartons"),
        PageMesuree("Mon périmètre", f"/perimetre?code={_PERIMETRE}", ".stMain strong"),
        PageMesuree("Comparer, tableau", f"/comparer?avec={_AVEC}", "[data-testid=stTable] td"),
        PageMesuree("Comparer, semblables", f"/comparer?avec={_AVEC}&vue=semblables", "[data-testid=stTable] td"),
        PageMesuree("Classement", "/classement", "[data-testid=stDataFrame]"),
        PageMesuree("Secteurs et métiers", "/secteurs?niveau=zone_emploi&code=8421", ".atlas-secteurs-nombres"),
        PageMesuree("Économie verte", "/economie-verte?niveau=zone_emploi&code=8421", ".atlas-cartons"),
        PageMesuree("Commerces et création", "/commerces?niveau=zone_emploi&code=8421", ".atlas-commerces-table"),
        PageMesuree("Plan d'actions", "/plan-actions", ".st-key-plan-liste a"),
        PageMesuree("Où agir", "/ou-agir", ".atlas-phrase"),
        PageMesuree("Clause sociale", "/clause-sociale", ".atlas-phrase"),
        PageMesuree("Bilan", "/bilan?maison=35238-1&annee=2014", ".atlas-bilan-nombres"),
    ]


def courir_pages(tours: int, dire: Callable[[str], None]) -> list[PageMesuree]:
    """Ouvre chaque page ``tours`` fois dans un Chromium neuf, après un tour de chauffe ; l'ordre tourne."""
    mesurees = pages()
    with ExitStack() as pile:
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory()))
        vide = pile.enter_context(servir(TEMOINS / "vide.py", dossier / "vide.log"))
        atlas = pile.enter_context(servir(RACINE / "app.py", dossier / "atlas.log"))
        for tour in range(tours + 1):
            dire(f"pages, tour {tour} sur {tours}")
            for page in (*mesurees[tour % len(mesurees) :], *mesurees[: tour % len(mesurees)]):
                with navigateur() as chromium:
                    duree = _ouvrir(chromium, f"{atlas.adresse if page.chemin else vide.adresse}{page.chemin}", page)
                if tour:
                    page.temps.append(duree)
    return mesurees


def _ouvrir(chromium: Browser, adresse: str, page: PageMesuree) -> float:
    contexte = chromium.new_context(viewport=FENETRE, locale="fr-FR")  # type: ignore[arg-type]  # dimensions en dict simple
    onglet = contexte.new_page()
    depart = time.perf_counter()
    onglet.goto(adresse, wait_until="commit")
    onglet.locator(page.repere).first.wait_for(timeout=60_000)
    return 1000 * (time.perf_counter() - depart)
