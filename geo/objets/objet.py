"""Un objet : de quoi le montrer seul et le retrouver par son adresse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Vue = tuple[float, float, float]
Reperes = tuple[Mapping[str, str], Sequence[tuple[str, str]]]
"""Signe écrit dans chaque commune (code → signe), et ce que chaque signe veut dire."""


@dataclass(frozen=True, kw_only=True)
class Objet:
    """Ce qui se montre seul.

    Attributes
    ----------
    nom : str
        Sorte d'objet, dite par l'adresse d'un cadre (``objet=essaim``).
    titre : str
        Ce qu'il montre, où et quand.
    source : str
        Producteurs et titres des données.
    page : str
        Adresse de la page de l'Atlas qui le montre entier.
    parametres : mapping of str to str
        Ce qui le désigne : les mêmes dans l'adresse du cadre et dans celle de la page.
    note : str
        Ce qu'il faut savoir pour le lire, en une phrase ou deux.
    """

    nom: str
    titre: str
    source: str
    page: str
    parametres: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Carte(Objet):
    """Une carte.

    Attributes
    ----------
    etat : dict
        Ce que `geo.cartes.etat` a composé.
    reperes : tuple, optional
        Signes écrits par-dessus (`geo.cartes.reperes.CoucheReperes`).
    vue : tuple of float, optional
        Latitude, longitude et zoom d'ouverture.
    """

    etat: dict[str, Any]
    reperes: Reperes | None = None
    vue: Vue | None = None
