"""Quand ça casse : une réplique tuée sous vingt lecteurs, un redémarrage, une sauvegarde pendant qu'on écrit."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect
from sqlalchemy import URL

from donnees.registre.archive import Preuve
from donnees.registre.base import Registre
from donnees.registre.restauration import restaurer
from tests.asgi import mener
from tests.deploiement.attelage import Attelage
from tests.deploiement.ecrivain import Ecrivain, enregistrees
from tests.deploiement.kit import KIT
from tests.deploiement.lecteurs import PERTES, TEMOIN, Lecteur
from tests.navigateur.connexion import ADMINISTRATRICE, se_connecter
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.serveur import RACINE
from tests.postgresql import executer

pytestmark = [pytest.mark.deploiement, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
LECTEURS, RETOUR_MAX = 20, 10.0
PAGES: list[tuple[str, dict[str, str]]] = [
    ("", {}),
    ("carte", {}),
    ("plan-actions", {}),
    ("territoire", {"niveau": "zone_emploi", "code": "8421"}),
]


@pytest.fixture
def temoins(ouvrir: Ouvrir) -> dict[str, str]:
    """Les témoins d'une administratrice connectée à travers nginx."""
    ecran = se_connecter(ouvrir, ADMINISTRATRICE)
    expect(ecran.page.get_by_text("Personnes habilitées")).to_be_visible()
    return {t["name"]: t["value"] for t in ecran.page.context.cookies() if t["name"].startswith(("_streamlit", TEMOIN))}


async def _lire(lecteur: Lecteur, rang: int, encore: Callable[[], bool]) -> None:
    """Lit et relit sa page ; prise tombée, revient seul."""
    page, parametres = PAGES[rang % len(PAGES)]
    async with lecteur.venu():
        while encore():
            try:
                ecran = await lecteur.jouer(page, parametres)
                await lecteur.lire(2)
            except PERTES:
                ecran = await lecteur.revenir(page, parametres)
            assert not ecran.incident


async def _foule(production: Attelage, ecrivain: Ecrivain, geste: Callable[[], None], duree: float) -> list[Lecteur]:
    """Vingt lecteurs et une partenaire qui écrit ; au tiers de la durée, le geste."""
    lecteurs = [Lecteur(production.adresse) for _ in range(LECTEURS)]
    fin = time.monotonic() + duree

    def encore() -> bool:
        return time.monotonic() < fin

    async def agir() -> None:
        await asyncio.sleep(duree / 3)
        await asyncio.to_thread(geste)

    lectures = (_lire(lecteur, rang, encore) for rang, lecteur in enumerate(lecteurs))
    await asyncio.gather(agir(), ecrivain.ecrire(encore), *lectures)
    return lecteurs


def test_une_replique_tuee_sous_vingt_lecteurs(production: Attelage, temoins: dict[str, str]) -> None:
    ecrivain = Ecrivain(Lecteur(production.adresse, temoins), "kill -9")
    victime = int(temoins[TEMOIN])
    lecteurs = mener(_foule(production, ecrivain, lambda: production.tuer(victime), 30))
    retours = [retour for lecteur in (*lecteurs, ecrivain.lecteur) for retour in lecteur.retours]
    touches = Counter(lecteur.replique for lecteur in lecteurs)
    production.arreter(victime)
    production.lancer(victime)
    print(f"{len(retours)} lecteurs perdus, revenus en {max(retours):.1f} s ; {len(ecrivain.confirmees)} écritures.")
    assert ecrivain.pertes >= 1, "celle qui écrit était chez la victime"
    assert len(retours) >= LECTEURS // 4
    assert max(retours) <= RETOUR_MAX
    assert set(touches) == {str(port) for port in production.repliques if port != victime}
    assert len(ecrivain.confirmees) > 2
    with production.registre() as registre:
        assert set(ecrivain.confirmees) <= enregistrees(registre)


@dataclass
class Visites:
    """Ce qu'ont reçu de nouveaux venus : statuts (ou pannes), et la plus longue attente (s)."""

    statuts: Counter[int | str] = field(default_factory=Counter)
    attente: float = 0.0

    def visiter(self, adresse: str) -> None:
        """Un nouveau venu demande une page."""
        depart = time.perf_counter()
        try:
            reponse = httpx.get(adresse, headers={"Sec-Fetch-Dest": "document"}, timeout=30, trust_env=False)
            self.statuts[reponse.status_code] += 1
        except httpx.HTTPError as panne:
            self.statuts[type(panne).__name__] += 1
        self.attente = max(self.attente, time.perf_counter() - depart)


@contextmanager
def _visites(adresse: str) -> Iterator[Visites]:
    """Pendant ce temps, trois pages toutes les 50 ms, chaque fois pour un nouveau venu."""
    visites, fini = Visites(), threading.Event()

    def visiter() -> None:
        while not fini.wait(0.05):
            for chemin in ("/", "/recherche?q=lyon", "/carte"):
                visites.visiter(adresse + chemin)

    fil = threading.Thread(target=visiter)
    fil.start()
    try:
        yield visites
    finally:
        fini.set()
        fil.join()


def test_un_redemarrage_roulant_ne_montre_aucune_erreur(production: Attelage, temoins: dict[str, str]) -> None:
    def roulant() -> None:
        for port in production.repliques:
            production.arreter(port)
            production.lancer(port)
            time.sleep(10)  # la pause de « redemarrer »

    ecrivain = Ecrivain(Lecteur(production.adresse, temoins), "roulant")
    with _visites(production.adresse) as visites:
        lecteurs = mener(_foule(production, ecrivain, roulant, 90))
    tous = (*lecteurs, ecrivain.lecteur)
    reprises = [reprise for lecteur in tous for reprise in lecteur.reprises]
    page = max(retour for lecteur in tous for retour in lecteur.retours)
    print(f"{visites} ; {len(reprises)} prises rouvertes en {max(reprises):.1f} s, pages revenues en {page:.1f} s.")
    assert set(visites.statuts) == {200}, visites
    assert visites.statuts[200] > 100
    assert len(reprises) >= LECTEURS
    assert max(*reprises, visites.attente) <= RETOUR_MAX
    with production.registre() as registre:
        assert set(ecrivain.confirmees) <= enregistrees(registre)


def test_un_navigateur_revient_seul(ouvrir: Ouvrir, production: Attelage) -> None:
    ecran = ouvrir("/territoire?niveau=zone_emploi&code=8421")
    expect(ecran.page.locator("h1")).to_contain_text("Lyon")
    victime, depart = _replique(ecran), time.perf_counter()
    production.tuer(victime)
    while _replique(ecran) == victime and time.perf_counter() - depart < RETOUR_MAX:
        ecran.page.wait_for_timeout(100)
    ecran.page.wait_for_selector("[data-test-connection-state=CONNECTED]", timeout=RETOUR_MAX * 1000)
    duree = time.perf_counter() - depart
    ecran.au_repos().page.get_by_role("link", name="Méthode et données").last.click()
    expect(ecran.page.locator("h1")).to_contain_text("Méthode")
    ecran.reproches[:] = [r for r in ecran.reproches if "WebSocket" not in r and "ERR_" not in r]
    production.arreter(victime)
    production.lancer(victime)
    assert _replique(ecran) != victime
    assert duree <= RETOUR_MAX
    print(f"Le navigateur est revenu en {duree:.1f} s.")


def _replique(ecran: Ecran) -> int:
    return int(next(temoin["value"] for temoin in ecran.page.context.cookies() if temoin["name"] == TEMOIN))


def test_une_sauvegarde_prise_pendant_qu_on_ecrit_se_restaure_ailleurs(
    production: Attelage, temoins: dict[str, str], tmp_path: Path, base: URL
) -> None:
    dossier = tmp_path / "sauvegardes"
    avant: list[str] = []

    def sauvegarder() -> None:
        avant.extend(ecrivain.confirmees)
        adresse = base.set(drivername="postgresql").render_as_string(hide_password=False)
        reglages = {"ATLAS_BASE_URL": adresse, "ATLAS_SAUVEGARDES": str(dossier), "ATLAS_PYTHON": sys.executable}
        faite = subprocess.run(
            [KIT / "outils/sauvegarder"],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | reglages,
            cwd=RACINE,
        )
        sommes.extend(re.findall(r"SHA-256 ([0-9a-f]{64})", faite.stdout))

    sommes: list[str] = []
    ecrivain = Ecrivain(Lecteur(production.adresse, temoins), "sauvegarde")
    mener(_foule(production, ecrivain, sauvegarder, 45))
    (archive,) = dossier.glob("atlas-*.zip")
    assert archive.stat().st_mode & 0o077 == 0
    assert avant
    executer(base.set(username="postgres", database="postgres"), "CREATE DATABASE ailleurs")
    for ailleurs in (
        base.set(username="postgres", database="ailleurs"),
        URL.create("sqlite", database=str(tmp_path / "b.sqlite")),
    ):
        restaure = Registre(ailleurs)
        try:
            assert restaurer(restaure, archive, Preuve(sommes[0])) > 100
            textes = enregistrees(restaure)
        finally:
            restaure.fermer()
        assert set(avant) <= textes, "tout ce qui était confirmé quand elle a commencé y est"
        assert len(textes & set(ecrivain.confirmees)) < len(ecrivain.confirmees), "et l'on écrivait encore après"
