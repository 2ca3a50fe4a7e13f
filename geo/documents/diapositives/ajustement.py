"""La place d'un texte : sa largeur, ses lignes, la plus grande taille qui tient, et la coupe quand aucune ne tient.

Les largeurs sont celles d'Helvetica, que matplotlib apporte et dont Arial a les mesures ; Calibri est plus étroite.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import matplotlib as mpl
from fontTools import agl

INTERLIGNE: Final = 1.2
PRUDENCE: Final = 1.03
_CADRATIN: Final = 1000
_MESURE: Final = re.compile(r"WX (\d+) ; N (\w+)")
SUITE: Final = "…"


@dataclass(frozen=True)
class Boite:
    """L'intérieur d'une zone, en points."""

    largeur: float
    hauteur: float


@dataclass(frozen=True)
class Ligne:
    """Un paragraphe à placer : son texte, sa taille face à la courante, sa graisse, l'espace avant (en points)."""

    texte: str
    rapport: float = 1.0
    gras: bool = False
    avant: float = 0.0


@cache
def _mesures(*, gras: bool) -> Mapping[str, float]:
    """Largeur de chaque signe, en parts de la taille."""
    fichier = Path(mpl.get_data_path(), "fonts", "pdfcorefonts", f"Helvetica{'-Bold' if gras else ''}.afm")
    lues = _MESURE.findall(fichier.read_text(encoding="latin-1"))
    return {agl.toUnicode(nom): int(large) / _CADRATIN for large, nom in lues}


@lru_cache(maxsize=4096)
def _signe(signe: str, *, gras: bool) -> float:
    """Largeur d'un signe ; un exposant, celle de sa lettre ; un signe d'une autre écriture, un carré."""
    mesures = _mesures(gras=gras)
    simples = unicodedata.normalize("NFKD", signe)
    return PRUDENCE * (mesures[signe] if signe in mesures else sum(mesures.get(simple, 1.0) for simple in simples))


def largeur(texte: str, taille: float, *, gras: bool = False) -> float:
    """Largeur d'un texte sur une ligne, en points."""
    return sum(_signe(signe, gras=gras) for signe in texte) * taille


def lignes(texte: str, place: float, taille: float, *, gras: bool = False) -> int:
    """Nombre de lignes d'un texte dans une largeur ; un mot trop long se coupe, un saut de ligne en ouvre une."""
    return sum(_repliees(ligne, place, taille, gras=gras) for ligne in texte.split("\n"))


def _repliees(texte: str, place: float, taille: float, *, gras: bool) -> int:
    compte, restant = 1, place
    blanc = largeur(" ", taille, gras=gras)
    for mot in texte.split(" "):
        longueur = largeur(mot, taille, gras=gras)
        if longueur <= restant:
            restant -= longueur + blanc
            continue
        pleines = int(longueur // place) if place > 0 else 0
        compte += pleines + (restant < place)  # une ligne encore vide sert au mot trop long
        restant = place - (longueur - pleines * place) - blanc
    return compte


def hauteur(paragraphes: Sequence[Ligne], place: float, taille: float) -> float:
    """Hauteur d'une suite de paragraphes, en points."""
    return sum(
        ligne.avant
        + lignes(ligne.texte, place, taille * ligne.rapport, gras=ligne.gras) * taille * ligne.rapport * INTERLIGNE
        for ligne in paragraphes
    )


def taille_qui_tient(paragraphes: Sequence[Ligne], boite: Boite, tailles: Sequence[float]) -> float | None:
    """La plus grande taille où tout tient ; None si même la plus petite déborde."""
    return next((taille for taille in tailles if hauteur(paragraphes, boite.largeur, taille) <= boite.hauteur), None)


def couper(texte: str, boite: Boite, taille: float, *, gras: bool = False) -> str:
    """Le texte, ou son début suivi de « … », qui tient dans la boîte."""

    def tient(candidat: str) -> bool:
        return lignes(candidat, boite.largeur, taille, gras=gras) * taille * INTERLIGNE <= boite.hauteur + 0.01

    if tient(texte):
        return texte
    bas, haut = 0, len(texte)
    while bas < haut:
        milieu = (bas + haut + 1) // 2
        bas, haut = (milieu, haut) if tient(texte[:milieu].rstrip() + SUITE) else (bas, milieu - 1)
    return texte[:bas].rstrip() + SUITE
