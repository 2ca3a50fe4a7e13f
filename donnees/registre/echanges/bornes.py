"""Les bornes d'un import : au-delà, un fichier est refusé avant d'être lu en entier, avec le nombre et la borne.

Chacune dépasse ce qu'un vrai fichier demande (une ligne par action, vingt-six colonnes) et garde la lecture
proportionnelle à la taille du fichier.
"""

from __future__ import annotations

from collections.abc import Callable

from donnees.registre.erreurs import FichierRefuse

TAILLE_MAX = 5 * 1024 * 1024
LIGNES_MAX = 10_000
"""Lignes écrites."""
RANGEES_MAX = 2 * LIGNES_MAX
"""Rangées lues, vides comprises."""
CELLULES_MAX = 500_000
BALISES_MAX = 3_000_000
"""Balises XML d'un membre de classeur."""
ELEMENTS_MAX = 200_000
"""Éléments de toutes les listes d'un fichier."""
CHOIX_MAX = 200
"""Signes d'une valeur à choisir : au-delà, ce n'en est pas une."""
PROBLEMES_MAX = 20
"""Problèmes dits d'une même ligne."""
PAS = 200
"""Lignes entre deux appels d'une fonction de progression."""
Progression = Callable[[int, int], object]
"""Reçoit ce qui est fait et le total."""


def ecrire(nombre: int) -> str:
    """Nombre à la française : 10 000."""
    return f"{nombre:,}".replace(",", "\u202f")


def borner(nombre: int, maximum: int, unites: str, remede: str) -> None:
    """Lève `FichierRefuse` si ``nombre`` dépasse ``maximum`` ; le message dit les deux, et quoi faire."""
    if nombre > maximum:
        raise FichierRefuse(f"Le fichier contient {ecrire(nombre)} {unites} ; {ecrire(maximum)} au plus. {remede}")
