"""Palettes ColorBrewer sûres pour les daltoniens, choisies selon la mesure."""

from __future__ import annotations

from branca.utilities import color_brewer

SEQUENTIELLES = {"mieux_bas": "OrRd", "mieux_haut": "YlGnBu", "neutre": "BuPu"}
SEQUENTIELLE_RECENSEMENT = "PuRd"
DIVERGENTE = "PuOr"
_ECHELLE_PLEINE = 9


def palette(classes: int, sens: str = "neutre", *, nom: str | None = None) -> list[str]:
    """Couleurs séquentielles, de la plus claire à la plus foncée.

    Parameters
    ----------
    classes : int
        Nombre de classes (1 à 9).
    sens : {"mieux_bas", "mieux_haut", "neutre"}
        Sens de l'indicateur ; les palettes chaudes disent « plus c'est haut, plus c'est préoccupant ».
    nom : str, optional
        Nom ColorBrewer imposé (par exemple pour ne pas confondre deux mesures du chômage).
    """
    couleurs = color_brewer(nom or SEQUENTIELLES[sens], n=_ECHELLE_PLEINE)[1:8]
    return _repartir(couleurs, classes)


def palette_divergente(sous_pivot: int, sur_pivot: int, sens: str = "neutre") -> list[str]:
    """Couleurs de part et d'autre d'un pivot : violet d'un côté, orange de l'autre.

    Parameters
    ----------
    sous_pivot, sur_pivot : int
        Nombre de classes au-dessous et au-dessus du pivot.
    sens : str
        Quand un niveau haut est favorable, l'orange (préoccupant) passe du côté bas.
    """
    pleine = color_brewer(DIVERGENTE, n=_ECHELLE_PLEINE)
    orange, violet = pleine[:4], pleine[:4:-1]  # du plus soutenu au plus clair
    bas, haut = (orange, violet) if sens == "mieux_haut" else (violet, orange)
    return [*_repartir(list(bas), sous_pivot), *reversed(_repartir(list(haut), sur_pivot))]


def _repartir(couleurs: list[str], classes: int) -> list[str]:
    """``classes`` couleurs distinctes, régulièrement écartées dans l'échelle, mélangées entre voisines au besoin."""
    if classes <= 1:
        return couleurs[len(couleurs) // 2 :][:classes]
    pas = (len(couleurs) - 1) / (classes - 1)
    return [_melanger(couleurs, rang * pas) for rang in range(classes)]


def _melanger(couleurs: list[str], place: float) -> str:
    """Couleur à la position ``place`` de l'échelle."""
    rang = min(int(place), len(couleurs) - 2)
    part = place - rang
    paires = ((int(couleurs[rang][i : i + 2], 16), int(couleurs[rang + 1][i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(avant + (apres - avant) * part):02x}" for avant, apres in paires)
