"""Un tableau qu'on lit, corrige et remplit : en-tête répétée, lignes insécables, de la place pour écrire."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Final

from docx.oxml.ns import qn

from donnees.catalogue.documents import mots
from geo.documents.modele import Colonne, Document, Tableau
from geo.documents.word import styles
from geo.documents.word.atelier import Atelier
from geo.documents.word.elements import Noeud, noeud, passage, propre, texte_de
from geo.documents.word.largeurs import mesurer
from geo.ecriture.sources import NON_RETROUVEE
from geo.graphiques.style import TEINTES

Cellule = Sequence[Noeud]
"""Les paragraphes d'une cellule."""
_EMU: Final = 635  # par vingtième de point
_COUPURES: Final = re.compile(r"[ \n\t/-]")
_SECABLE: Final = 600
"""Une ligne dont une cellule dépasse ce nombre de signes peut se couper entre deux pages."""
_A_REMPLIR: Final = "794"
"""Hauteur d'une ligne à remplir, en vingtièmes de point : 1,4 cm, deux lignes d'écriture."""
_GRAND: Final = 1.25
_ATTRIBUT_MAX: Final = 255
_TRAIT: Final = TEINTES["light"].trait.lstrip("#").upper()


def tableau(atelier: Atelier, bloc: Tableau) -> list[Noeud]:
    """Légende, tableau, note et source."""
    lignes = [
        [[atelier.phrase(_style(colonne), texte)] for colonne, texte in zip(bloc.colonnes, ligne, strict=True)]
        for ligne in bloc.lignes
    ]
    longueurs = [max(map(len, ligne), default=0) for ligne in bloc.lignes]
    grille = composer(atelier, bloc.colonnes, lignes, bloc.titre, longueurs)
    return [*legende(atelier, bloc.titre), grille, *sous(atelier, bloc.note, bloc.source)]


def legende(atelier: Atelier, titre: str) -> list[Noeud]:
    """Titre d'un tableau, gardé avec lui ; rien si l'intertitre juste au-dessus le dit déjà."""
    dit = bool(atelier.titres) and atelier.titres[-1].texte == titre
    return [atelier.phrase(styles.LEGENDE, titre)] if titre and not dit else []


def sous(atelier: Atelier, note: str, source: str) -> list[Noeud]:
    """Note et source sous un tableau ; au moins un paragraphe, que Word demande entre deux tableaux."""
    sortie = [atelier.phrase(styles.NOTE, note, mots()["lecture"])] if note else []
    sortie += [atelier.phrase(styles.NOTE, source, mots()["source"])] if source else []
    return sortie or [atelier.ecrire(styles.NOTE)]


def composer(
    atelier: Atelier,
    colonnes: Sequence[Colonne],
    lignes: Sequence[Sequence[Cellule]],
    titre: str,
    longueurs: Sequence[int] = (),
) -> Noeud:
    """Tableau de cellules déjà écrites.

    Parameters
    ----------
    longueurs : sequence of int
        Signes de la plus longue cellule de chaque ligne ; vide : aucune n'est longue.
    """
    largeurs = mesurer(
        [colonne.largeur for colonne in colonnes], _mots_longs(atelier, colonnes, lignes), atelier.largeur // _EMU
    )
    entete = [[_entete(atelier, colonne)] for colonne in colonnes]
    vide = any(colonne.nature == "vide" for colonne in colonnes)
    rangees = [_rangee(entete, largeurs, noeud("w:cantSplit"), noeud("w:tblHeader"))]
    for rang, ligne in enumerate(lignes):
        secable = bool(longueurs) and longueurs[rang] > _SECABLE
        reglages = [] if secable else [noeud("w:cantSplit")]
        reglages += [noeud("w:trHeight", val=_A_REMPLIR, hRule="atLeast")] if vide else []
        rangees.append(_rangee(ligne, largeurs, *reglages))
    _cerner(rangees, [rang for rang, colonne in enumerate(colonnes) if colonne.nature == "vide"])
    grille = noeud("w:tblGrid", *(noeud("w:gridCol", w=str(largeur)) for largeur in largeurs))
    return noeud("w:tbl", _proprietes(atelier, sum(largeurs), titre), grille, *rangees)


def participants(atelier: Atelier, document: Document) -> list[Noeud]:
    """Tableau des partenaires du document ; rien s'il n'y en a pas."""
    if not document.participants:
        return []
    colonnes = (Colonne(mots()["partenaire"], largeur=2), Colonne(mots()["nature"]), Colonne(mots()["mandat"]))
    lignes = tuple((qui.nom, qui.nature, qui.mandat) for qui in document.participants)
    return tableau(atelier, Tableau("participants", mots()["partenaires"], colonnes, lignes))


def sources(atelier: Atelier, document: Document) -> list[Noeud]:
    """Sources citées, une par ligne, leur adresse en lien."""
    if not document.sources:
        return []
    noms = (("producteur", 1.6), ("titre", 3.4), ("millesime", 1.8), ("licence_mot", 2.2), ("adresse_source", 2.6))
    colonnes = [Colonne(mots()[nom], largeur=largeur) for nom, largeur in noms]
    lignes: list[list[Cellule]] = []
    for source in document.sources:
        textes = (source.producteur, source.titre, source.millesime, source.licence)
        adresse = atelier.ecrire(styles.CELLULE, atelier.lien(source.adresse or NON_RETROUVEE))
        lignes.append([*([atelier.phrase(styles.CELLULE, texte)] for texte in textes), [adresse]])
    titre = mots()["sources"]
    return [atelier.titre(1, titre), composer(atelier, colonnes, lignes, titre), *sous(atelier, "", "")]


def _style(colonne: Colonne) -> str:
    return styles.NOMBRE if colonne.nature == "nombre" else styles.CELLULE


def _entete(atelier: Atelier, colonne: Colonne) -> Noeud:
    return atelier.ecrire(_style(colonne), passage(colonne.nom, atelier.styles[styles.GRAS]))


def _mots_longs(atelier: Atelier, colonnes: Sequence[Colonne], lignes: Sequence[Sequence[Cellule]]) -> list[int]:
    """Signes du plus long mot de chaque colonne, en-tête comprise ; une insécable ne coupe pas un mot."""
    sortie = [_plus_long(colonne.nom) for colonne in colonnes]
    for ligne in lignes:
        for rang, cellule in enumerate(ligne):
            longueurs = (_plus_long(texte_de(element)) * _corps(atelier, element) for element in cellule)
            sortie[rang] = max(sortie[rang], *map(ceil, longueurs))
    return sortie


def _corps(atelier: Atelier, element: Noeud) -> float:
    """Combien de fois les lettres d'un paragraphe sont plus larges que celles d'une cellule ordinaire."""
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return _GRAND if style.get(qn("w:val")) == atelier.styles[styles.VALEUR] else 1.0


def _plus_long(texte: str) -> int:
    return max(map(len, _COUPURES.split(texte)))


def _rangee(cellules: Sequence[Cellule], largeurs: Sequence[int], *reglages: Noeud) -> Noeud:
    rangee = noeud("w:tr", noeud("w:trPr", *reglages)) if reglages else noeud("w:tr")
    for contenu, largeur in zip(cellules, largeurs, strict=True):
        rangee.append(noeud("w:tc", noeud("w:tcPr", noeud("w:tcW", w=str(largeur), type="dxa")), *contenu))
    return rangee


def _cerner(rangees: Sequence[Noeud], rangs: Sequence[int]) -> None:
    """Un trait à gauche des cases à remplir : on voit où écrire."""
    for rangee in rangees:
        cases = rangee.findall(qn("w:tc"))
        for rang in rangs:
            bords = noeud("w:tcBorders", noeud("w:left", val="single", sz="4", space="0", color=_TRAIT))
            cases[rang].find(qn("w:tcPr")).append(bords)


def _proprietes(atelier: Atelier, largeur: int, titre: str) -> Noeud:
    """Style, largeur, en-têtes de ligne et de colonne, titre lu par un lecteur d'écran."""
    marques = {"firstRow": "1", "lastRow": "0", "firstColumn": "1", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    return noeud(
        "w:tblPr",
        noeud("w:tblStyle", val=atelier.styles[styles.TABLEAU]),
        noeud("w:tblW", w=str(largeur), type="dxa"),
        noeud("w:tblLayout", type="fixed"),
        noeud("w:tblLook", val="06A0", **marques),
        noeud("w:tblCaption", val=propre(titre)[:_ATTRIBUT_MAX]),
    )
