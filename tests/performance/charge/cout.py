"""Ce que coûte une page au serveur : processeur d'une première vue, d'une page déjà vue par un autre, d'un rejeu."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import psutil

from tests.navigateur.serveur import RACINE, Service, servir
from tests.performance.charge import pages
from tests.performance.charge.protocole import Demande, relancer, session
from tests.performance.mesure.concurrents import TEMOINS

ZONES = ("8421", "0051", "1109", "7625", "3207", "9306")
"""Zones lues l'une après l'autre : une grande, des petites, des moyennes."""
REPOS = 0.12
"""Secondes laissées au serveur pour fermer une session : son coût compte dans la page."""
REJEUX = 3


@dataclass(frozen=True)
class Cout:
    """Processeur moyen du serveur (ms) pour une page ; `premiere` est vide là où il n'y a rien à voir de neuf.

    Attributes
    ----------
    premiere : float
        Page et territoire que personne n'a encore ouverts.
    connue : float
        Les mêmes, rouverts par un autre lecteur.
    rejeu : float
        Rejouée dans la même session.
    octets : float
        Ce qu'une ouverture envoie, avant compression (ko).
    """

    page: str
    premiere: float
    connue: float
    rejeu: float
    octets: float


def courir_couts(dire: Callable[[str], None], voulues: Sequence[str] = ()) -> tuple[Cout, Cout, list[Cout]]:
    """La page vide, la page vide derrière notre serveur, puis chaque page de l'Atlas, dans un serveur chacune."""
    with ExitStack() as pile:
        dossier = Path(pile.enter_context(tempfile.TemporaryDirectory()))
        scripts = {"vide": TEMOINS / "vide.py", "vide_atlas": TEMOINS / "vide_atlas.py", "atlas": RACINE / "app.py"}
        services = {nom: pile.enter_context(servir(script, dossier / f"{nom}.log")) for nom, script in scripts.items()}
        dire("page vide")
        vides = [_mesurer(services[nom], "page vide", [pages.VIDE] * len(ZONES)) for nom in ("vide", "vide_atlas")]
        couts = []
        for page in voulues or pages.toutes():
            dire(f"coût : {page or 'accueil'}")
            demandes = [pages.demande(page, zone) for zone in ZONES]
            couts.append(_mesurer(services["atlas"], page or "accueil", list(dict.fromkeys(demandes))))
    return vides[0], vides[1], couts


def _mesurer(service: Service, nom: str, demandes: Sequence[Demande]) -> Cout:
    """La première demande échauffe la page (code, données du pays) : elle ne compte que s'il n'y en a qu'une."""
    return asyncio.run(_passer(service, nom, demandes))


async def _passer(service: Service, nom: str, demandes: Sequence[Demande]) -> Cout:
    processus, hote = psutil.Process(service.pid), service.adresse.removeprefix("http://")
    premieres = [await _ouvrir(processus, hote, demande, 0) for demande in demandes]
    tours = max(1, len(ZONES) // len(demandes))
    connues = [await _ouvrir(processus, hote, demande, REJEUX) for demande in demandes for _ in range(tours)]
    neuves = premieres[1:] or premieres
    return Cout(
        nom,
        mean(ouverture for ouverture, _, _ in neuves),
        mean(ouverture for ouverture, _, _ in connues),
        mean(rejeu for _, rejeu, _ in connues),
        mean(octets for _, _, octets in connues) / 1000,
    )


async def _ouvrir(processus: psutil.Process, hote: str, demande: Demande, rejeux: int) -> tuple[float, float, float]:
    """Processeur d'une ouverture et d'un rejeu (ms), octets d'une ouverture."""
    depart = _usage(processus)
    async with session(hote) as prise:
        reponse = await relancer(prise, demande)
        await asyncio.sleep(REPOS)
        ouverte = _usage(processus)
        for _ in range(rejeux):
            await relancer(prise, demande)
        await asyncio.sleep(REPOS)
        rejouee = _usage(processus)
    if reponse.erreur:
        raise RuntimeError(f"La page « {demande.page} » montre une erreur : {reponse.erreur}")
    await asyncio.sleep(REPOS)
    return 1000 * (ouverte - depart), 1000 * (rejouee - ouverte) / max(rejeux, 1), reponse.octets


def _usage(processus: psutil.Process) -> float:
    temps = processus.cpu_times()
    return float(temps.user + temps.system)
