"""Les tableaux natifs : les colonnes qui disent quelque chose, des lignes qui tiennent, le compte des autres."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from geo.documents.diapositives.ajustement import INTERLIGNE, Boite, couper, largeur, lignes
from geo.documents.diapositives.masque import STYLE_TABLEAU
from geo.documents.diapositives.textes import Forme, Morceau, decrire, lisible, mot, poser
from geo.documents.modele import Colonne, Tableau
from geo.ecriture.formats import ABSENT

TAILLES: Final = (18.0, 16.0, 14.0, 12.0)
CELLULE_MAX, LIGNES_PAR_CELLULE = 400, 3
_MARGE_X, _MARGE_Y = 7.0, 3.0
_MOT_MAX: Final = 130.0


@dataclass(frozen=True)
class Prevu:
    """Un tableau à la taille qui tient : en-tête et lignes écrites, mesures en points, ce qui est laissé."""

    taille: float
    colonnes: tuple[Colonne, ...]
    lignes: tuple[tuple[str, ...], ...]
    largeurs: tuple[float, ...]
    hauteurs: tuple[float, ...]
    restantes: int
    colonnes_restantes: int
    coupees: int

    @property
    def entier(self) -> bool:
        """Vrai si tout est montré, sans une cellule coupée."""
        return not (self.restantes or self.colonnes_restantes or self.coupees)


def prevoir(tableau: Tableau, boite: Boite) -> Prevu:
    """La plus grande taille où tout tient ; à la plus petite, les premières lignes."""
    gardees = [rang for rang in range(len(tableau.colonnes)) if not rang or _dite(tableau, rang)]
    return next(
        (prevu for taille in TAILLES if (prevu := _prevoir(tableau, gardees, boite, taille)).entier),
        _prevoir(tableau, gardees, boite, TAILLES[-1]),
    )


def _dite(tableau: Tableau, rang: int) -> bool:
    """Vrai si la colonne n'est ni à remplir, ni absente de bout en bout."""
    cellules = {ligne[rang] for ligne in tableau.lignes}
    return tableau.colonnes[rang].nature != "vide" and not cellules <= {"", ABSENT}


def _prevoir(tableau: Tableau, gardees: Sequence[int], boite: Boite, taille: float) -> Prevu:
    rangs = _colonnes_qui_tiennent(tableau, gardees, boite, taille)
    colonnes = tuple(tableau.colonnes[rang] for rang in rangs)
    entete = tuple(lisible(colonne.nom, CELLULE_MAX) for colonne in colonnes)
    cellules = [tuple(_lisible(ligne[rang]) for rang in rangs) for ligne in tableau.lignes]
    largeurs = _largeurs(colonnes, [entete, *cellules], boite.largeur, taille)
    ecrites: list[tuple[str, ...]] = []
    hauteurs: list[float] = []
    coupees = 0
    for rang, ligne in enumerate([entete, *cellules]):
        coupee = tuple(
            _couper(texte, place, taille, gras=not rang) for texte, place in zip(ligne, largeurs, strict=True)
        )
        haut = _hauteur(coupee, largeurs, taille, gras=not rang)
        if rang and sum(hauteurs) + haut > boite.hauteur:
            break
        coupees += coupee != ligne
        ecrites.append(coupee)
        hauteurs.append(haut)
    restantes = len(cellules) + 1 - len(ecrites), len(gardees) - len(rangs), coupees
    return Prevu(taille, colonnes, tuple(ecrites), largeurs, tuple(hauteurs), *restantes)


def _lisible(cellule: str) -> str:
    """Une cellule garde ses sauts de ligne."""
    return "\n".join(lisible(ligne, CELLULE_MAX) for ligne in cellule[:CELLULE_MAX].splitlines())


def _colonnes_qui_tiennent(tableau: Tableau, gardees: Sequence[int], boite: Boite, taille: float) -> list[int]:
    """Les premières colonnes dont le minimum tient côte à côte."""
    pris = 0.0
    sortie: list[int] = []
    for rang in gardees:
        textes = [_lisible(ligne[rang]) for ligne in tableau.lignes]
        pris += _minimum(tableau.colonnes[rang], textes, taille)
        if sortie and pris > boite.largeur:
            break
        sortie.append(rang)
    return sortie


def _minimum(colonne: Colonne, textes: Sequence[str], taille: float) -> float:
    """Ce qu'une colonne demande au moins : ses mots, et un nombre, lié à son unité, ne se coupent pas."""
    entete = max(largeur(part, taille, gras=True) for part in lisible(colonne.nom, CELLULE_MAX).split(" "))
    parts = (part for texte in textes for part in re.split("[ \n]", texte))
    corps = max((largeur(part, taille) for part in parts), default=0.0)
    return max(min(entete, _MOT_MAX), corps if colonne.nature == "nombre" else min(corps, _MOT_MAX)) + 2 * _MARGE_X


def _largeurs(
    colonnes: Sequence[Colonne], rangees: Sequence[Sequence[str]], place: float, taille: float
) -> tuple[float, ...]:
    """Le minimum de chacune, puis le reste à celles que déplier allonge le plus, enfin selon la largeur déclarée."""
    minimums = [_minimum(colonne, [r[rang] for r in rangees[1:]], taille) for rang, colonne in enumerate(colonnes)]
    if (libre := place - sum(minimums)) < 0:
        return tuple(minimum * place / sum(minimums) for minimum in minimums)
    pleines = [_pleine([rangee[rang] for rangee in rangees], taille) for rang in range(len(colonnes))]
    manques = [max(0.0, min(pleine, place / 2) - minimum) for pleine, minimum in zip(pleines, minimums, strict=True)]
    part = min(1.0, libre / sum(manques)) if sum(manques) else 0.0
    poids = [colonne.largeur if colonne.nature == "texte" else 0.3 * colonne.largeur for colonne in colonnes]
    reste = (libre - part * sum(manques)) / sum(poids)
    return tuple(
        minimum + part * manque + reste * poid for minimum, manque, poid in zip(minimums, manques, poids, strict=True)
    )


def _pleine(textes: Sequence[str], taille: float) -> float:
    """Ce qu'une colonne demande pour que rien ne s'y replie."""
    return (
        max(largeur(ligne, taille, gras=not rang) for rang, t in enumerate(textes) for ligne in t.split("\n"))
        + 2 * _MARGE_X
    )


def _couper(texte: str, place: float, taille: float, *, gras: bool) -> str:
    boite = Boite(place - 2 * _MARGE_X, LIGNES_PAR_CELLULE * taille * INTERLIGNE)
    return couper(texte, boite, taille, gras=gras)


def _hauteur(ligne: Sequence[str], largeurs: Sequence[float], taille: float, *, gras: bool) -> float:
    compte = max(
        lignes(texte, place - 2 * _MARGE_X, taille, gras=gras) for texte, place in zip(ligne, largeurs, strict=True)
    )
    return compte * taille * INTERLIGNE + 2 * _MARGE_Y


def inserer(emplacement: Forme, tableau: Tableau, prevu: Prevu) -> None:
    """Met un tableau natif à la place d'une zone."""
    forme = emplacement.insert_table(len(prevu.lignes), len(prevu.colonnes))
    grille = forme.table
    forme._element.xpath(".//a:tableStyleId")[0].text = STYLE_TABLEAU  # noqa: SLF001 - python-pptx impose le sien
    grille.first_row, grille.horz_banding = True, False
    for rang, large in enumerate(prevu.largeurs):
        grille.columns[rang].width = Pt(large)
    for rang, (ligne, haut) in enumerate(zip(prevu.lignes, prevu.hauteurs, strict=True)):
        grille.rows[rang].height = Pt(haut)
        for place, (texte, colonne) in enumerate(zip(ligne, prevu.colonnes, strict=True)):
            _cellule(grille.cell(rang, place), texte, colonne, prevu.taille)
    forme.height = Pt(sum(prevu.hauteurs))
    total = len(tableau.lignes)
    decrire(
        forme, mot("tableau_decrit", titre=lisible(tableau.titre, 300), montrees=total - prevu.restantes, total=total)
    )


def _cellule(cellule: Forme, texte: str, colonne: Colonne, taille: float) -> None:
    poser(cellule, [Morceau(ligne) for ligne in texte.split("\n")], taille)
    cellule.margin_left = cellule.margin_right = Pt(_MARGE_X)
    cellule.margin_top = cellule.margin_bottom = Pt(_MARGE_Y)
    cellule.vertical_anchor = MSO_ANCHOR.MIDDLE
    for paragraphe in cellule.text_frame.paragraphs:
        paragraphe.alignment = PP_ALIGN.RIGHT if colonne.nature == "nombre" else PP_ALIGN.LEFT
