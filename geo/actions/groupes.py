"""Ranger des actions : par thème, par maison ou par année, chaque groupe nommé ; et les nommer sans se répéter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from donnees.registre.services import Fiche
from donnees.vocabulaire import Theme
from geo.actions.points import THEMES_ACTIONS
from geo.ecriture import formats

RANGEMENTS = {"theme": "Thème", "maison": "Maison", "annee": "Année de début"}
SANS_ANNEE, SANS_MAISON = "Sans date de début", "Sans maison nommée"


class Groupe(NamedTuple):
    """Des actions rangées ensemble, sous un nom."""

    cle: str
    nom: str
    fiches: tuple[Fiche, ...]


def grouper(fiches: Iterable[Fiche], par: str) -> list[Groupe]:
    """Groupes dans l'ordre où on les lit : thèmes des textes, maisons par nom, années de la plus récente à l'ancienne.

    Raises
    ------
    KeyError
        ``par`` n'est pas dans `RANGEMENTS`.
    """
    cle_de = {"theme": _theme, "maison": _maison, "annee": _annee}[par]
    ranges: defaultdict[tuple[str, str], list[Fiche]] = defaultdict(list)
    for fiche in fiches:
        ranges[cle_de(fiche)].append(fiche)
    groupes = [Groupe(cle, nom, tuple(siennes)) for (cle, nom), siennes in ranges.items()]
    if par == "theme":
        ordre = [theme.value for theme in Theme]
        return sorted(groupes, key=lambda groupe: ordre.index(groupe.cle))
    return sorted(groupes, key=lambda groupe: (groupe.cle, groupe.nom), reverse=par == "annee")


def _theme(fiche: Fiche) -> tuple[str, str]:
    return fiche.theme.value, THEMES_ACTIONS[fiche.theme.value]


def _maison(fiche: Fiche) -> tuple[str, str]:
    nom = fiche.nom_maison or SANS_MAISON
    return nom, nom


def _annee(fiche: Fiche) -> tuple[str, str]:
    annee = fiche.debut[:4]
    return annee, annee or SANS_ANNEE


def distincts(fiches: Sequence[Fiche]) -> list[str]:
    """Titre de chaque action ; celles qui portent le même titre sont nommées par leur maison, puis par leur date."""
    titres = [fiche.titre for fiche in fiches]
    for precision in (lambda f: f.nom_maison, lambda f: formats.date_partielle(f.debut)):
        comptes = Counter(titres)
        titres = [
            f"{precision(fiche)} : {titre}" if comptes[titre] > 1 and precision(fiche) else titre
            for titre, fiche in zip(titres, fiches, strict=True)
        ]
    return titres
