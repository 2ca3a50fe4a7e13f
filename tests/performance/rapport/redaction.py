"""Le tableau imprimé et ``RESULTATS.md``."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.navigateur.chromium import navigateur
from tests.performance.mesure.communes import ResultatCommunes
from tests.performance.mesure.course import Resultat
from tests.performance.mesure.documents import MEGA, Fabrication
from tests.performance.mesure.memoire import Memoire
from tests.performance.mesure.pages import PageMesuree
from tests.performance.mesure.temps import Temps
from tests.performance.rapport.cibles import cibles
from tests.performance.rapport.communes import CHOIX, cibles_communes, tableau_communes
from tests.performance.rapport.memoire import cible_memoire, tableau_memoire
from tests.performance.rapport.messages import decomposer
from tests.performance.rapport.pages import cible_agregation, cibles_pages, tableau_pages
from tests.performance.rapport.temps import cibles_temps, tableau_temps

RESULTATS = Path(__file__).resolve().parents[1] / "RESULTATS.md"
ENTETES = (
    "page",
    "carte, 1re visite (ms)",
    "carte, 2e chargement (ms)",
    "changement (ms)",
    "WebSocket d'un changement (o)",
    "fil d'un changement (o)",
    "fil du 1er chargement (ko)",
    "CPU serveur d'un changement (ms)",
    "requêtes",
    "zoom et centre gardés",
)
METHODE = """Une course : chaque page a son serveur, tous lancés ensemble ; à chaque tour, chacune est ouverte dans un
Chromium neuf (première visite), rouverte dans le même (second chargement, cache chaud), puis l'indicateur change
quatre fois. L'ordre tourne à chaque tour. Un tour de chauffe n'est pas compté. Les temps vont de l'appui (ou du début
de la navigation) à l'apparition dans la page des nouvelles couleurs des 306 zones (ou, page vide, du texte nouveau),
lus par une sonde toutes les 5 ms. « WebSocket » : charge utile reçue, décompressée. « Fil » : octets descendants
comptés par un mandataire TCP, compression et en-têtes compris, dans un passage à part. Médianes, et étendue entre
parenthèses.

La page « vide » est du Streamlit ordinaire (un titre, une liste, une ligne de texte) avec la même configuration.
« Page vide, serveur de l'Atlas » est la même derrière nos intermédiaires et notre gel du ramasse-miettes : elle dit ce
qui vient du serveur et non de la carte. folium lit Leaflet servi localement (en usage ordinaire il faudrait y ajouter
les CDN). plotly dessine en WebGL, ici sans carte graphique, ce qui le ralentit."""


def _cellules(resultat: Resultat) -> list[str]:
    def temps(mesure: str) -> str:
        bas, haut = resultat.etendue(mesure)
        return f"{resultat.mediane(mesure):.0f} ({bas:.0f}–{haut:.0f})"

    comptes = resultat.comptes
    gardee = "sans objet" if comptes.vue_gardee is None else "oui" if comptes.vue_gardee else "non"
    octets = [_milliers(resultat.mediane("ws")), _milliers(comptes.changement), _milliers(comptes.premier / 1000)]
    return [
        resultat.concurrent.nom,
        *(temps(mesure) for mesure in ("premier", "second", "changement")),
        *octets,
        temps("cpu"),
        f"{resultat.mediane('requetes'):.0f}",
        gardee,
    ]


def tableau(resultats: Mapping[str, Resultat]) -> str:
    """Tableau Markdown aligné."""
    lignes = [list(ENTETES), *(_cellules(r) for r in resultats.values())]
    largeurs = [max(len(ligne[i]) for ligne in lignes) for i in range(len(ENTETES))]
    rendues = ["| " + " | ".join(c.ljust(n) for c, n in zip(ligne, largeurs, strict=True)) + " |" for ligne in lignes]
    return "\n".join([rendues[0], "|" + "|".join("-" * (n + 2) for n in largeurs) + "|", *rendues[1:]])


def verdicts(resultats: Mapping[str, Resultat]) -> str:
    """Cibles, une par ligne."""
    return "\n".join(cible.ligne for cible in cibles(resultats))


def section_communes(resultats: Mapping[str, ResultatCommunes]) -> str:
    """Tableau, cibles et motif du choix de la carte des communes."""
    lignes = "\n".join(cible.ligne for cible in cibles_communes(resultats))
    return f"{tableau_communes(resultats)}\n\n{lignes}\n\n{CHOIX}"


def section_pages(mesurees: Sequence[PageMesuree], agregation: tuple[float, float]) -> str:
    """Premiers chiffres de chaque page, et calcul d'un périmètre."""
    lignes = "\n".join(cible.ligne for cible in [*cibles_pages(mesurees), cible_agregation(*agregation)])
    return f"{tableau_pages(mesurees)}\n\n{lignes}"


def section_temps(mesures: Temps) -> str:
    """Images par seconde du curseur, octets d'une série, part d'écran que prend la carte."""
    return "\n\n".join([tableau_temps(mesures), "\n".join(cible.ligne for cible in cibles_temps(mesures))])


def section_memoire(mesures: Sequence[Memoire]) -> str:
    """Mémoire du serveur au repos, puis page après page."""
    return f"{tableau_memoire(mesures)}\n\n{cible_memoire(mesures).ligne}"


def section_documents(mesures: Sequence[Fabrication]) -> str:
    """Temps d'un diagnostic entier, de la demande au fichier, et mémoire propre de l'ouvrier qui l'a fait."""
    lignes = [_fabrication(mesure).replace(".", ",") for mesure in mesures]
    entete = "| format | ouvrier froid (s) | ouvrier chaud (s) | fichier (ko) | mémoire propre de l'ouvrier (Mo) |"
    tete = "Lyon, puis Guéret, dans un ouvrier neuf par format.\n"
    return "\n".join([tete, entete, "|---|---|---|---|---|", *lignes])


def _fabrication(m: Fabrication) -> str:
    return f"| {m.format} | {m.froid:.1f} | {m.chaud:.1f} | {m.taille // 1000} | {m.memoire / MEGA:.0f} |"


def rediger(resultats: Mapping[str, Resultat], sections: Mapping[str, str], tours: int) -> str:
    """Texte complet de ``RESULTATS.md``."""
    detail = "\n".join(
        f"| {genre} | {n} | {_milliers(octets)} |"
        for genre, n, octets in decomposer(resultats["atlas"].comptes.messages)
    )
    suite = "".join(f"## {titre}\n\n{corps}\n\n" for titre, corps in sections.items())
    return (
        "# Mesures de vitesse\n\nÉcrit par `make perf` (`python -m tests.performance`).\n\n"
        f"{machine()}, {tours} tours.\n\n"
        f"{tableau(resultats)}\n\n## Cibles\n\n{verdicts(resultats)}\n\n## Ce que pèse un changement d'indicateur\n\n"
        f"Dernier changement observé sur la page Carte.\n\n| message | nombre | octets |\n|---|---|---|\n{detail}\n\n"
        f"{suite}## Méthode\n\n{METHODE}\n"
    )


def machine() -> str:
    """Date, machine et versions de la course."""
    with navigateur() as chromium:
        moteur = chromium.version
    charge = f"{os.getloadavg()[2]:.1f}".replace(".", ",")
    memoire = psutil.virtual_memory().total / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d} ; {os.cpu_count()} cœurs, {memoire:.0f} Go ; {platform.system()}, "
        f"Python {platform.python_version()}, Chromium {moteur}, Streamlit {version('streamlit')}, "
        f"streamlit-folium {version('streamlit-folium')}, plotly {version('plotly')} ; "
        f"charge moyenne de la machine à la fin, sur 15 minutes : {charge}"
    )


def _milliers(nombre: float) -> str:
    return f"{nombre:,.0f}".replace(",", " ")
