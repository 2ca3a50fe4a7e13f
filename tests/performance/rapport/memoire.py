"""La section « mémoire du serveur »."""

from __future__ import annotations

from collections.abc import Sequence

from tests.performance.mesure.memoire import REPOS, Memoire
from tests.performance.rapport.cibles import Cible

REPOS_MO = 600.0


def tableau_memoire(mesures: Sequence[Memoire]) -> str:
    """Tableau Markdown : mémoire résidente, et son rapport à celle de la page vide."""
    vide = mesures[0].resident
    lignes = [
        f"| {mesure.moment} | {mesure.resident:.0f} | {mesure.resident / vide:.1f} × |".replace(".", ",")
        for mesure in mesures
    ]
    return "\n".join(["| moment | résident (Mo) | face à la page vide |", "|---|---|---|", *lignes])


def cible_memoire(mesures: Sequence[Memoire]) -> Cible:
    """Un processus au repos tient dans sa part de machine."""
    repos = next(mesure for mesure in mesures if mesure.moment == REPOS)
    return Cible(f"serveur au repos ≤ {REPOS_MO:.0f} Mo", f"{repos.resident:.0f} Mo", repos.resident <= REPOS_MO)
