"""``python -m tests.performance.legeres`` (``make legeres``) : poids, composition et débit des pages légères.

Le processeur se lit sur le processus mesuré : une machine partagée allonge les durées, pas ces chiffres.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil

from donnees import entrepot
from pages.leger import adresses, image, lecture, rendu
from tests.navigateur.serveur import RACINE, Service, servir
from tests.performance.legeres.lighthouse import examiner
from tests.performance.rapport.redaction import machine
from tests.unitaires.legeres_montees import site

RESULTATS = Path(__file__).resolve().parents[1] / "LEGERES.md"
TEMOINS = (
    *(
        "/t/zone_emploi/8421-lyon",
        "/t/commune/42218-saint-etienne",
        "/t/departement/976-mayotte",
        "/t/france/FR-france",
    ),
    *("/maison/33063-1", "/action/12300-1-3ef7a2", "/indicateur/chomage_localise", "/reseau"),
)
TERRITOIRES = {"zone_emploi": 40, "commune": 40, "epci": 40, "departement": 20}
APPLICATION = ("/", "/carte", "/territoire?niveau=zone_emploi&code=8421")
DEMANDES = 4_000


class Composition(NamedTuple):
    """Millisecondes de processeur d'une page jamais vue, et de son image : médiane et 95ᵉ centile."""

    niveau: str
    page: tuple[float, float]
    image: tuple[float, float]


def poids() -> Iterator[str]:
    """Octets de chaque page sur le fil, et de son image de partage."""
    ici = site()
    for chemin in TEMOINS:
        objet = lecture.trouver(ici, chemin)
        html, png = rendu.ecrire(objet, ici), image.dessiner(objet.apercu(ici))
        yield f"| `{chemin}` | {len(html) / 1e3:.1f} | {len(gzip.compress(html)) / 1e3:.1f} | {len(png) / 1e3:.0f} |"


def _chronometrer(chemins: list[str]) -> tuple[tuple[float, float], tuple[float, float]]:
    ici, pages, images = site(), [], []
    for chemin in chemins:
        debut = time.process_time()
        objet = lecture.trouver(ici, chemin)
        rendu.ecrire(objet, ici)
        pages.append(1e3 * (time.process_time() - debut))
        debut = time.process_time()
        image.dessiner(objet.apercu(ici))
        images.append(1e3 * (time.process_time() - debut))
    return _resume(pages), _resume(images)


def _resume(durees: list[float]) -> tuple[float, float]:
    return statistics.median(durees), statistics.quantiles(durees, n=20)[-1]


def compositions() -> Iterator[Composition]:
    """Des territoires jamais vus, répartis dans chaque niveau ; les données du pays sont déjà lues."""
    for niveau, nombre in TERRITOIRES.items():
        table = entrepot.territoires(niveau)
        choisis = table.iloc[:: max(len(table) // nombre, 1)].head(nombre)
        chemins = [adresses.publie(niveau, str(code), str(nom)) for code, nom in choisis["libelle_long"].items()]
        _chronometrer(chemins[::5])
        yield Composition(niveau, *_chronometrer([chemin for rang, chemin in enumerate(chemins) if rang % 5]))


def debit(service: Service, chemin: str) -> float:
    """Réponses par seconde de processeur du serveur, la page étant gardée."""
    serveur = psutil.Process(service.pid)
    with httpx.Client(base_url=service.adresse, trust_env=False, headers={"accept-encoding": "gzip"}) as client:
        for _ in range(50):
            client.get(chemin).raise_for_status()
        avant = sum(serveur.cpu_times()[:2])
        for _ in range(DEMANDES):
            client.get(chemin)
        return DEMANDES / (sum(serveur.cpu_times()[:2]) - avant)


def main() -> None:
    """Mesure, imprime, écrit."""
    entete = f"# Pages légères\n\nÉcrit par `make legeres` (`python -m tests.performance.legeres`).\n\n{machine()}.\n"
    lignes = [entete, "| page | HTML, ko | sur le fil, ko | image, ko |", "|---|--:|--:|--:|", *poids(), ""]
    lignes += ["| jamais vue, ms de processeur | page (médiane) | 95ᵉ centile | image (médiane) | 95ᵉ centile |"]
    lignes += ["|---|--:|--:|--:|--:|"]
    for mesure in compositions():
        nombres = " | ".join(f"{duree:.0f}" for duree in (*mesure.page, *mesure.image))
        lignes.append(f"| {mesure.niveau} | {nombres} |")
    with tempfile.TemporaryDirectory() as dossier, servir(RACINE / "app.py", Path(dossier) / "journal.txt") as service:
        debits = {chemin: debit(service, chemin) for chemin in ("/robots.txt", *TEMOINS[:2], TEMOINS[-2])}
        notes = list(examiner(service.adresse, (TEMOINS[0], *TEMOINS[-4:])))
        telephone = list(examiner(service.adresse, APPLICATION))
        bureau = list(examiner(service.adresse, APPLICATION, "--preset=desktop"))
    lignes += ["", "| gardée | réponses par seconde de processeur | face à `/robots.txt` |", "|---|--:|--:|"]
    lignes += [f"| `{c}` | {d:.0f} | {d / debits['/robots.txt']:.2f} |" for c, d in debits.items()]
    lignes += ["", "Lighthouse 12, téléphone simulé :", "", *notes] if notes else []
    lignes += ["", "Pages de l'application, téléphone simulé :", "", *telephone] if telephone else []
    lignes += ["", "Les mêmes, bureau simulé :", "", *bureau] if bureau else []
    texte = "\n".join(lignes)
    if "--sans-ecrire" not in sys.argv:
        RESULTATS.write_text(f"{texte}\n", encoding="utf-8")
    print(texte)


if __name__ == "__main__":
    main()
