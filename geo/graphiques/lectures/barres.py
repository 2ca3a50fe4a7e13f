"""Lire des barres : parts comparées, cascade, tornade, métiers recherchés."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from geo.ecriture import formats
from geo.graphiques.lectures.lecture import Lecture, compter, dire, enumerer
from geo.graphiques.metiers import Metier
from geo.graphiques.style import Mesure
from geo.graphiques.tornade import Barre


def structure(  # noqa: PLR0913 - ce que la figure prend, sans son allure
    parts_territoire: Sequence[float],
    parts_comparateur: Sequence[float],
    libelles: Sequence[str],
    *,
    territoire: str,
    comparateur: str,
    unite: str = "%",
    decimales: int = 1,
) -> Lecture:
    """Parts comparées : le plus gros poste, et celui où l'on s'écarte le plus du comparateur."""
    mesure = Mesure(unite, decimales)
    lignes = list(zip(libelles, parts_territoire, parts_comparateur, strict=True))
    connues = [ligne for ligne in lignes if math.isfinite(ligne[1])]
    doubles = [ligne for ligne in connues if math.isfinite(ligne[2])] if comparateur else []
    face = f" face à {comparateur}" if comparateur else ""
    phrases = [f"Barres : {compter(len(libelles), 'poste')}, {territoire}{face}."]
    if connues:
        nom, part, _ = max(connues, key=lambda ligne: ligne[1])
        phrases.append(f"Le plus haut : {nom}, {mesure.ecrire(part)}.")
    if doubles:
        nom, ici, autre = max(doubles, key=lambda ligne: abs(ligne[1] - ligne[2]))
        phrases.append(f"Le plus grand écart : {nom}, {mesure.ecrire(ici)} contre {mesure.ecrire(autre)}.")
    colonnes = dict([(territoire, parts_territoire), (comparateur, parts_comparateur)][: 1 + bool(comparateur)])
    return Lecture(
        dire(*phrases),
        lambda: pd.DataFrame({"Poste": libelles, **colonnes}),
        dict.fromkeys(colonnes, decimales),
    )


def cascade(parts: Sequence[float], libelles: Sequence[str], *, somme: str, unite: str, decimales: int = 0) -> Lecture:
    """Cascade : chaque part avec son signe, et la somme."""
    valeurs, noms = [*parts, math.fsum(parts)], [*libelles, somme]
    chiffrees = [
        f"{nom} {formats.avec_unite(valeur, unite, decimales, signe=True)}"
        for nom, valeur in zip(noms, valeurs, strict=True)
    ]
    return Lecture(
        dire(f"Barres en cascade : {enumerer(chiffrees[:-1])}. {chiffrees[-1]} en tout."),
        lambda: pd.DataFrame({"Part": noms, f"En {unite}": valeurs}),
        {f"En {unite}": decimales},
    )


def tornade(barres: Sequence[Barre], base: float, unite: str) -> Lecture:
    """Tornade : le résultat de base, et l'hypothèse qui le fait le plus bouger."""
    phrases = [f"Barres : {compter(len(barres), 'hypothèse')} autour de {formats.avec_unite(base, unite)}."]
    if barres:
        large = max(barres, key=lambda barre: barre.plus - barre.moins)
        ecrits = f"de {formats.nombre(large.moins)} à {formats.avec_unite(large.plus, unite)}"
        phrases.append(f"Celle qui pèse le plus : {large.libelle}, {ecrits} ({large.detail}).")
    return Lecture(
        dire(*phrases),
        lambda: pd.DataFrame(
            {
                "Hypothèse": [barre.libelle for barre in barres],
                "Variation": [barre.detail for barre in barres],
                "Au moins": [barre.moins for barre in barres],
                "Au plus": [barre.plus for barre in barres],
            }
        ),
        {"Au moins": 0, "Au plus": 0},
    )


def metiers(lignes: Sequence[Metier]) -> Lecture:
    """Métiers recherchés : le plus demandé, et le plus difficile à pourvoir."""
    phrases = [f"Barres : {compter(len(lignes), 'métier')}, projets de recrutement et part jugée difficile."]
    demandes = [ligne for ligne in lignes if ligne.projets > 0]
    if demandes:
        premier = max(demandes, key=lambda ligne: ligne.projets)
        dur = max(demandes, key=lambda ligne: ligne.difficiles / ligne.projets)
        part = f"{formats.nombre(100 * dur.difficiles / dur.projets)} %"
        phrases.append(f"Le plus recherché : {premier.libelle}, {formats.avec_unite(premier.projets, 'projets')}.")
        phrases.append(f"Le plus difficile : {dur.libelle}, {part} des projets.")
    return Lecture(
        dire(*phrases),
        lambda: pd.DataFrame(
            {
                "Métier": [ligne.libelle for ligne in lignes],
                "Projets": [ligne.projets for ligne in lignes],
                "Jugés difficiles": [ligne.difficiles for ligne in lignes],
            }
        ),
        {"Projets": 0, "Jugés difficiles": 0},
    )
