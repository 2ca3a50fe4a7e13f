"""Les filtres du plan d'actions, tels que l'adresse les écrit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from donnees.registre.services import Fiche, Filtre
from donnees.vocabulaire import AXES_2009, AXES_2013, StatutAction, Theme
from geo.territoires.recherche import normaliser

AXES: Final = {f"2013-{n}": f"2013, axe {n} : {t}" for n, t in AXES_2013.items()} | {
    f"2009-{n}": f"2009, axe {n} : {t}" for n, t in AXES_2009.items()
}
NOMS: Final = (
    *("q", "themes", "maisons", "statuts", "axes", "partenaires", "annees", "archives"),
    *("niveau", "code", "nom"),
)
"""Paramètres de l'adresse qui choisissent les actions."""


def composer(  # noqa: PLR0913 - un argument par filtre offert à l'écran
    *,
    themes: Collection[str],
    maisons: Collection[str],
    statuts: Collection[str],
    axes: Collection[str],
    partenaires: Collection[str],
    communes: Collection[str],
    periode: tuple[int, int] | None,
    archivees: bool,
) -> Filtre:
    """Filtre du registre ; une suite vide ne filtre rien."""
    return Filtre(
        themes=frozenset(map(Theme, themes)),
        axes_2013=_axes(axes, "2013"),
        axes_2009=_axes(axes, "2009"),
        maisons=frozenset(maisons),
        communes=frozenset(communes),
        statuts=frozenset(map(StatutAction, statuts)),
        periode=periode,
        partenaires=frozenset(partenaires),
        archivees=archivees,
    )


def _axes(choisis: Collection[str], texte: str) -> frozenset[int]:
    return frozenset(int(axe[5:]) for axe in choisis if axe.startswith(texte))


def contient(fiche: Fiche, texte: str) -> bool:
    """Dit si chaque mot cherché est dans l'action ; un texte vide est partout."""
    mots = normaliser(texte).split()
    if not mots:
        return True
    partenaires = " ".join(partenaire.nom for partenaire in fiche.partenaires)
    cle = normaliser(f"{fiche.titre} {fiche.nom_maison} {partenaires} {fiche.description[:5000]}")
    return all(mot in cle for mot in mots)
