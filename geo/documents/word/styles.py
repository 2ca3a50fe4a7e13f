"""Les styles d'un gabarit : les siens d'abord, ceux de l'Atlas pour ce qui lui manque, tous en français."""

from __future__ import annotations

import io
from copy import deepcopy
from functools import cache
from typing import Final

import docx
from docx.document import Document as Fichier
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from geo.documents.word.elements import Noeud, noeud
from geo.documents.word.fabrique import defaut

TITRES: Final = ("heading 1", "heading 2", "heading 3")
SOMMAIRE: Final = ("TOC Heading", "toc 1", "toc 2")
NORMAL, LEGENDE, CITATION, PUCE = "Normal", "caption", "Quote", "List Bullet"
GRAS, LIEN = "Strong", "Hyperlink"
CHAPEAU, NOTE, LIMITE, ABSENCE = "Atlas chapeau", "Atlas note", "Atlas limite", "Atlas absence"
FIGURE, LEGENDE_FIGURE = "Atlas figure", "Atlas légende de figure"
DESTINATAIRE, QUESTION, ATTRIBUTION = "Atlas destinataire", "Atlas question", "Atlas attribution"
LIGNE: Final = "Atlas ligne à remplir"
CELLULE, NOMBRE, VALEUR, PRECISION = "Atlas cellule", "Atlas nombre", "Atlas valeur", "Atlas précision"
TABLEAU: Final = "Atlas tableau"
_LANGUE: Final = "fr-FR"
_LIENS: Final = ("w:basedOn", "w:next", "w:link")


class Styles:
    """Nom d'un style → son identifiant dans un fichier, complété de ceux de l'Atlas."""

    def __init__(self, fichier: Fichier) -> None:
        self._fichier = fichier
        self._racine: Noeud = fichier.styles.element
        self._connus = {_nom(style): _identifiant(style) for style in self._racine.findall(qn("w:style"))}
        for style in _styles_atlas().values():
            self._ajouter(style)
        self._parler_francais()

    def __getitem__(self, nom: str) -> str:
        """Identifiant d'un style connu de l'Atlas."""
        return self._connus[nom.casefold()]

    def _ajouter(self, modele: Noeud) -> str:
        """Identifiant du style, ajouté avec ceux dont il dépend si le fichier ne l'a pas."""
        nom = _nom(modele)
        if nom in self._connus:
            return self._connus[nom]
        style = deepcopy(modele)
        self._connus[nom] = self._identifier(_identifiant(modele))
        style.set(qn("w:styleId"), self._connus[nom])
        style.attrib.pop(qn("w:default"), None)
        for balise in _LIENS:
            for lien in style.findall(qn(balise)):
                lien.set(qn("w:val"), self._ajouter(_par_identifiant()[lien.get(qn("w:val"), "")]))
        for numero in style.iter(qn("w:numId")):
            numero.set(qn("w:val"), _numeroter(self._fichier, self._connus[nom]))
        self._racine.append(style)
        return self._connus[nom]

    def _identifier(self, souhait: str) -> str:
        """L'identifiant souhaité, ou un autre si le fichier le donne déjà à un style d'un autre nom."""
        pris = set(self._connus.values())
        return next(nom for nom in (souhait, *(f"{souhait}{rang}" for rang in range(2, 99))) if nom not in pris)

    def _parler_francais(self) -> None:
        """Langue du fichier et de chacun de ses styles : le français de France."""
        defauts = self._racine.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if defauts is None:
            defauts = noeud("w:rPr")
            self._racine.insert(0, noeud("w:docDefaults", noeud("w:rPrDefault", defauts)))
        if defauts.find(qn("w:lang")) is None:
            defauts.append(noeud("w:lang", val=_LANGUE))
        for langue in self._racine.iter(qn("w:lang")):
            langue.set(qn("w:val"), _LANGUE)


def _nom(style: Noeud) -> str:
    """Nom d'un style sans égard à la casse : Word écrit « heading 1 », d'autres « Heading 1 »."""
    nom = style.find(qn("w:name"))
    return "" if nom is None else str(nom.get(qn("w:val"), "")).casefold()


def _identifiant(style: Noeud) -> str:
    return str(style.get(qn("w:styleId"), ""))


@cache
def _fichier_atlas() -> Fichier:
    return docx.Document(io.BytesIO(defaut()))


@cache
def _par_identifiant() -> dict[str, Noeud]:
    """Styles du gabarit par défaut, par identifiant."""
    racine: Noeud = _fichier_atlas().styles.element
    return {_identifiant(style): style for style in racine.findall(qn("w:style"))}


def _styles_atlas() -> dict[str, Noeud]:
    """Styles du gabarit par défaut, par nom."""
    return {_nom(style): style for style in _par_identifiant().values()}


def _numeroter(fichier: Fichier, style: str) -> str:
    """Numéro d'une liste à puces neuve, copiée du gabarit par défaut, liée à un style."""
    racine = _numerotation(fichier)
    modele: Noeud = _fichier_atlas().part.numbering_part.element
    abstraits, listes = racine.findall(qn("w:abstractNum")), racine.findall(qn("w:num"))
    rang = str(1 + max((int(a.get(qn("w:abstractNumId"), "0")) for a in abstraits), default=-1))
    numero = str(1 + max((int(liste.get(qn("w:numId"), "0")) for liste in listes), default=0))
    abstrait = deepcopy(modele.find(qn("w:abstractNum")))
    abstrait.set(qn("w:abstractNumId"), rang)
    for lien in abstrait.iter(qn("w:pStyle")):
        lien.set(qn("w:val"), style)
    racine.insert(len(abstraits) and racine.index(abstraits[-1]) + 1, abstrait)
    liste = noeud("w:num", noeud("w:abstractNumId", val=rang), numId=numero)
    racine.insert(racine.index(listes[-1] if listes else abstrait) + 1, liste)
    return numero


def _numerotation(fichier: Fichier) -> Noeud:
    """Racine des listes du fichier, créée s'il n'en a pas."""
    try:
        partie = fichier.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        partie = NumberingPart(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, noeud("w:numbering"), fichier.part.package
        )
        fichier.part.relate_to(partie, RELATIONSHIP_TYPE.NUMBERING)
    racine: Noeud = partie.element  # type: ignore[attr-defined]  # python-docx ne dit pas que c'est une partie XML
    return racine
