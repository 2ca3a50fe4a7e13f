"""Ce qu'une figure dessine : des courbes, des barres, une carte, en nombres."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Serie:
    """Une suite de valeurs (NaN : trou), une par abscisse ou par catégorie de la figure."""

    nom: str
    valeurs: tuple[float, ...]


@dataclass(frozen=True)
class Courbes:
    """Des séries dans le temps ; la première est celle du territoire. ``periodes`` : « 2025-T4 », « 2023 »."""

    periodes: tuple[str, ...]
    series: tuple[Serie, ...]
    unite: str
    decimales: int


@dataclass(frozen=True)
class Barres:
    """Des barres horizontales, une par catégorie et par série ; la première série est celle du territoire."""

    categories: tuple[str, ...]
    series: tuple[Serie, ...]
    unite: str
    decimales: int
    signe: bool = False


@dataclass(frozen=True)
class Carte:
    """Une carte : les territoires d'un niveau autour de celui du document, colorés par un indicateur.

    Attributes
    ----------
    niveau : str
        « commune » ou « zone_emploi ».
    indicateur, periode : str
        Ce qui colore ; vides pour une carte de situation, sans couleur.
    communes : tuple of str
        Communes du territoire, cerné d'un trait.
    points : tuple of (float, float, str)
        Longitude, latitude et nom de ce qui se montre par-dessus (villes, maisons).
    hauteur : float
        Hauteur voulue, en centimètres ; 0 : celle qui convient à la forme du territoire.
    """

    niveau: str
    communes: tuple[str, ...]
    indicateur: str = ""
    periode: str = ""
    points: tuple[tuple[float, float, str], ...] = ()
    hauteur: float = 0.0
