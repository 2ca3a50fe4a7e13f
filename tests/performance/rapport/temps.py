"""La section « le temps dans la carte » : tableau et cibles."""

from __future__ import annotations

from statistics import median

from tests.performance.mesure.temps import INDICATEURS, Temps
from tests.performance.rapport.cibles import Cible

IMAGES_PAR_SECONDE = 30
NOMS = {"glissement": "une date par image (curseur)", "lecture": "lecture, au pas du lecteur"}


def tableau_temps(mesures: Temps) -> str:
    """Images par seconde de chaque geste, et part d'écran de la carte."""
    lignes = [
        f"| {nom} | {INDICATEURS[indicateur]} | {mesures.mediane(geste, indicateur):.0f} "
        f"({min(getattr(mesures, geste)[indicateur]):.0f}–{max(getattr(mesures, geste)[indicateur]):.0f}) |"
        for geste, nom in NOMS.items()
        for indicateur in INDICATEURS
    ]
    parts = [f"| {large} × {haut} | {100 * part:.0f} % |" for (large, haut), part in mesures.hauteurs.items()]
    place = ["| écran | part de sa hauteur que la carte occupe à l'ouverture |", "|---|---|", *parts]
    couts = [f"| {INDICATEURS[nom]} | {median(mesures.cpu[nom]):.0f} |" for nom in INDICATEURS]
    return "\n".join(
        [
            *("| geste | série | images par seconde |", "|---|---|---|", *lignes, ""),
            *("| série | processeur du navigateur par image (ms) |", "|---|---|", *couts, "", *place),
        ]
    )


def cibles_temps(mesures: Temps) -> list[Cible]:
    """Trente images par seconde, et rien au serveur pendant le geste."""
    lentes = [(mesures.mediane(geste, nom), NOMS[geste], nom) for geste in NOMS for nom in INDICATEURS]
    moins, geste, nom = min(lentes)
    partis = mesures.messages + mesures.requetes
    return [
        Cible(
            f"le curseur et la lecture ≥ {IMAGES_PAR_SECONDE} images par seconde",
            f"le plus lent, « {geste} » sur {nom} : {moins:.0f}",
            moins >= IMAGES_PAR_SECONDE,
            "Chromium dessine ici sans carte graphique, sur une machine partagée.",
        ),
        Cible(
            "aucun message ni requête pendant le geste",
            f"{partis} sur {sum(mesures.dates.values())} dates montrées par tour",
            partis == 0,
        ),
    ]
