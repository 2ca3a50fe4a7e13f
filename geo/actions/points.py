"""Les couches de points de la carte : ce qu'on peut montrer, et la demande qui part au navigateur."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pandas as pd

from donnees import entrepot

CATEGORIES: dict[str, tuple[str, ...]] = {
    "mde": ("MDE", "MDE antenne"),
    "mcef": ("MCEF",),
    "voisines": ("MDE non labellisée", "MIFE", "service métropolitain", "dispositif temporaire", "homonyme local"),
    "fermees": ("MDE fermée",),
}
LIBELLES_CATEGORIES = {
    "mde": "Maisons de l'emploi et antennes",
    "mcef": "Maisons communes emploi formation (Midi-Pyrénées)",
    "voisines": "Services voisins ou de même nom",
    "fermees": "Maisons fermées",
}
ANNEES_A_VENIR = 3
AGES = {"recente": "De moins de trois ans", "ancienne": "Plus ancienne", "inconnue": "Date inconnue"}
"""Âge de la preuve d'un point ; le navigateur a les mêmes clés (atlas-preuves.js)."""
ANNEES_RECENTES = 3
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
FIABILITES = {"A": "A, lieu nommé", "B": "B, lieu déduit", "C": "C, simple mention"}


COLONNES = {
    "maisons": [
        *("maison", "nom", "categorie", "categorie_libelle", "ville", "territoire", "statut"),
        *("adresse", "code_postal", "telephone", "source", "date_source", "fiabilite", "lon", "lat"),
    ],
    "actions": [
        *("action", "titre", "theme", "theme_libelle", "annee_debut", "annee_fin", "annee_inferee", "maison"),
        *("nom_maison", "ville", "description", "statut_libelle", "indicateur", "valeur", "source", "fiabilite"),
        *("lon", "lat"),
    ],
}
"""Ce que la carte charge d'une maison et d'une action du registre."""


class _Libelles(Mapping[str, str]):
    """Dictionnaire identifiant → libellé, lu dans les produits à la première demande."""

    def __init__(self, lire: Callable[[], dict[str, str]]) -> None:
        self._lire = lire

    def __getitem__(self, cle: str) -> str:
        return self._lire()[cle]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lire())

    def __len__(self) -> int:
        return len(self._lire())


@cache
def _groupe(groupe: str) -> dict[str, str]:
    fiches = entrepot.table("points")
    choisies = fiches[fiches["groupe"] == groupe]
    return dict(zip(choisies["couche"], choisies["libelle"], strict=True))


@cache
def _themes() -> dict[str, str]:
    actions = entrepot.table("actions")[["theme", "theme_libelle"]].drop_duplicates().sort_values("theme_libelle")
    return dict(zip(actions["theme"], actions["theme_libelle"], strict=True))


THEMES_ACTIONS: Mapping[str, str] = _Libelles(_themes)
RESEAUX: Mapping[str, str] = _Libelles(lambda: _groupe("reseau"))
PROGRAMMES: Mapping[str, str] = _Libelles(lambda: _groupe("programmes"))


@cache
def annees_actions() -> tuple[int, int]:
    """Bornes du curseur des actions : la première année relevée, et quelques années à venir."""
    actions = entrepot.table("actions")
    datees = actions[actions["annee_debut"] > 0]
    return int(datees["annee_debut"].min()), datetime.now(UTC).year + ANNEES_A_VENIR


def preuves(groupe: str, table: pd.DataFrame) -> pd.Series:
    """Date (partielle, vide si inconnue) de ce qui atteste chaque point.

    Celle de sa source ; pour une action, la dernière année où sa source la dit menée, à défaut son début.
    """
    if groupe != "actions":
        return table["date_source"].astype(str)
    fins = table["annee_fin"].astype(int)
    return fins.astype(str).where(fins > 0, table["date_debut"].astype(str))


def depuis(aujourdhui: date | None = None) -> str:
    """Jour après lequel une preuve a moins de trois ans, comme un texte comparable à une date partielle."""
    jour = aujourdhui or datetime.now(UTC).date()
    return f"{jour.year - ANNEES_RECENTES}{jour:-%m-%d}"


def age(preuve: str, seuil: str = "") -> str:
    """Clé de `AGES` d'une preuve, récente après ``seuil`` (`depuis`, celui d'aujourd'hui s'il est vide).

    Une date partielle se compare comme un texte : « 2023 » peut être de janvier, il n'est donc pas sûrement
    postérieur au 30 novembre 2023. Dans le doute, la preuve est dite plus ancienne.
    """
    if not _DATE.fullmatch(preuve):
        return "inconnue"
    return "recente" if preuve > (seuil or depuis()) else "ancienne"


def demande(groupe: str, url: str, filtre: Mapping[str, Any], couche: str = "") -> dict[str, Any]:
    """Demande d'une couche : ce que le navigateur charge, ce qu'il garde, et depuis quand une preuve est récente."""
    choisie = {"couche": couche} if couche else {}
    return {"groupe": groupe, **choisie, "filtre": dict(filtre), "depuis": depuis(), "url": url}


def couches(  # noqa: PLR0913 - un argument par filtre offert à l'écran
    *,
    maisons: Sequence[str],
    fiabilite: Sequence[str],
    actions: Sequence[str],
    annees: tuple[int, int],
    reseaux: Sequence[str],
    programmes: Sequence[str],
    fichiers: Mapping[str, str],
    ages: Sequence[str] = tuple(AGES),
) -> list[dict[str, Any]]:
    """Demandes de couches pour la carte : fichier des produits, groupe et filtre appliqué par le navigateur.

    Parameters
    ----------
    maisons : sequence of str
        Clés de `CATEGORIES`.
    fiabilite : sequence of str
        Clés de `FIABILITES`.
    actions : sequence of str
        Thèmes d'action montrés.
    annees : tuple of int
        Période ; les actions sans date ne se montrent que sur la période entière.
    fichiers : mapping of str to str
        Groupe (« maisons », « actions ») → adresse du fichier tiré du registre.
    ages : sequence of str
        Clés de `AGES`, pour tous les points.
    """
    demandees: list[tuple[str, str, dict[str, Any]]] = []
    if maisons and fiabilite:
        categories = [categorie for cle in maisons for categorie in CATEGORIES[cle]]
        demandees.append(("maisons", "", {"categorie": categories, "fiabilite": list(fiabilite)}))
    if actions:
        filtre: dict[str, Any] = {"theme": list(actions)} if len(actions) < len(THEMES_ACTIONS) else {}
        if annees != annees_actions():
            filtre["annees"] = list(annees)
        demandees.append(("actions", "", filtre))
    demandees += [("reseau", couche, {}) for couche in reseaux]
    demandees += [("programmes", couche, {}) for couche in programmes]
    age = {"age": list(ages)} if len(ages) < len(AGES) else {}
    return [
        demande(groupe, fichiers.get(groupe) or fichier(groupe, couche or groupe), filtre | age, couche)
        for groupe, couche, filtre in demandees
    ]


def fichier(groupe: str, couche: str) -> str:
    """Chemin, dans les produits, du fichier de points d'une couche."""
    fichiers = entrepot.table("points").set_index(["groupe", "couche"])["fichier"]
    return str(fichiers[groupe, couche])
