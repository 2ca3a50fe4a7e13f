"""Les sections « premiers chiffres de chaque page » et « agrégation d'un périmètre »."""

from __future__ import annotations

from collections.abc import Sequence

from tests.performance.mesure.agregation import COMMUNES
from tests.performance.mesure.pages import PageMesuree
from tests.performance.rapport.cibles import Cible

SUR_VIDE = 2.0
AGREGATION_MS = 50.0


def tableau_pages(mesurees: Sequence[PageMesuree]) -> str:
    """Tableau Markdown : médiane, étendue, rapport à la page vide."""
    vide = mesurees[0].mediane
    lignes = [
        f"| {page.nom} | {page.mediane:.0f} ({min(page.temps):.0f}–{max(page.temps):.0f}) | "
        f"{page.mediane / vide:.2f} × |".replace(".", ",")
        for page in mesurees
    ]
    return "\n".join(["| page | premiers chiffres (ms) | face à la page vide |", "|---|---|---|", *lignes])


def cibles_pages(mesurees: Sequence[PageMesuree]) -> list[Cible]:
    """Chaque page au plus deux fois la page vide."""
    pire = max(mesurees[1:], key=lambda page: page.mediane)
    rapport = pire.mediane / mesurees[0].mediane
    mesure = f"la plus lente, « {pire.nom} », prend {rapport:.2f} ×".replace(".", ",")
    return [Cible(f"premiers chiffres ≤ {SUR_VIDE:.0f} × la page vide, sur chaque page", mesure, rapport <= SUR_VIDE)]


def cible_agregation(toutes: float, temoin: float) -> Cible:
    """Tous les indicateurs d'un périmètre, face au témoin pandas."""
    return Cible(
        f"{COMMUNES} communes × tous les indicateurs ≤ {AGREGATION_MS:.0f} ms",
        f"{toutes:.1f} ms, contre {temoin:.0f} ms pour une somme pandas ({temoin / toutes:.0f} fois plus)".replace(
            ".", ","
        ),
        toutes <= AGREGATION_MS,
    )
