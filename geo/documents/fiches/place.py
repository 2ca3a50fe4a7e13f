"""La place qu'un document d'une page occupe, estimée : assez pour choisir combien de lignes il garde.

Un format compose la page ; ici, on compte large, sur une feuille A4 en corps 9, et une épreuve vérifie le PDF.
"""

from __future__ import annotations

import math
from typing import Final

from geo.documents.modele import Bloc, Carte, Chiffre, Chiffres, Document, Figure, Tableau, Texte

PAGE: Final = 26.6
"""Centimètres qu'un document peut compter : les comptes larges d'ici dépassent la page (25,7) d'un ou deux."""
SIGNES: Final = 98
"""Signes d'une ligne entière."""
LIGNE, ENTRE, LEGENDE, SECTION, NOTE = 0.37, 0.16, 1.25, 0.85, 0.45
TITRE, SIGNES_TITRE, CHIFFRE, ENCADRE = 0.75, 52, 0.92, 0.6
PRECISION, SIGNES_PRECISION, SIGNES_AILLEURS = 0.34, 33, 14
AUTOUR_CARTE: Final = 1.6
"""Titre et description d'une carte."""


def hauteur(document: Document) -> float:
    """Centimètres qu'occupe un document fait de textes, de tableaux, de chiffres et d'une carte."""
    tete = TITRE * _lignes(document.sous_titre, SIGNES_TITRE) + SECTION
    nommees = sum(bool(partie.titre) for section in document.sections for partie in section.parties)
    return tete + SECTION * (len(document.sections) + nommees) + sum(map(_bloc, document.blocs))


def _bloc(bloc: Bloc) -> float:
    if isinstance(bloc, Texte):
        encadre = ENCADRE if bloc.genre in {"limite", "absence"} else 0
        return LIGNE * _lignes(" ".join(bloc.phrases), SIGNES) + 0.3 + encadre
    if isinstance(bloc, Tableau):
        return LEGENDE + sum(_rangee(bloc, ligne) for ligne in bloc.lignes) + (NOTE if bloc.note else 0)
    if isinstance(bloc, Chiffres):
        return LIGNE + 2 * ENTRE + sum(map(_chiffre, bloc.chiffres))
    carte = bloc.dessin if isinstance(bloc, Figure) else None
    return AUTOUR_CARTE + carte.hauteur if isinstance(carte, Carte) else 0.0


def _chiffre(chiffre: Chiffre) -> float:
    """Le nombre en grand, ou ce qui l'entoure s'il est plus haut."""
    precisions = [texte for texte in (chiffre.evolution, chiffre.place, chiffre.remarque) if texte]
    ailleurs = max((_lignes(comparee.valeur, SIGNES_AILLEURS) for comparee in chiffre.comparees), default=0)
    autour = PRECISION * sum(_lignes(texte, SIGNES_PRECISION) for texte in precisions)
    return max(CHIFFRE, ENTRE + autour, ENTRE + LIGNE * ailleurs)


def _rangee(bloc: Tableau, ligne: tuple[str, ...]) -> float:
    """La cellule la plus haute fait la rangée."""
    entiere = sum(colonne.largeur for colonne in bloc.colonnes)
    larges = [SIGNES * colonne.largeur / entiere - 3 for colonne in bloc.colonnes]
    return ENTRE + LIGNE * max(_lignes(cellule, large) for cellule, large in zip(ligne, larges, strict=True))


def _lignes(texte: str, signes: float) -> int:
    return sum(max(1, math.ceil(len(ligne) / signes)) for ligne in texte.split("\n"))
