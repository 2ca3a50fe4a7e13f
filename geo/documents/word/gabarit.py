"""Remplir un gabarit : docxtpl pour les champs, puis les blocs posés comme un arbre, sans repasser par Jinja."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import docx
from docx.document import Document as Fichier
from docx.oxml.ns import qn
from docx.section import Section
from docxtpl import DocxTemplate

from donnees.catalogue.documents import mots
from donnees.catalogue.gabarits import gabarits
from geo.documents.modele import Document
from geo.documents.word import balises
from geo.documents.word.elements import Noeud, propre, texte_de

_PROPRIETES: Final = ("author", "comments", "identifier", "language", "subject", "title")
_PROPRIETE_MAX: Final = 255


@dataclass(frozen=True)
class Rempli:
    """Un gabarit rempli, et les marques (balise → texte unique) où poser ses blocs."""

    fichier: Fichier
    marques: Mapping[str, str]

    def place(self, balise: str) -> Noeud | None:
        """Paragraphe qui ne contient que la marque d'une balise ; None si le gabarit ne l'a pas."""
        paragraphes: Iterator[Noeud] = self.fichier.element.body.iter(qn("w:p"))
        return next((place for place in paragraphes if texte_de(place).strip() == self.marques[balise]), None)

    def page(self) -> Section:
        """Page où le contenu s'écrira.

        Raises
        ------
        LookupError
            Le gabarit n'a ni place pour le contenu, ni page.
        """
        place = self.place("contenu")
        pages = [] if place is None else place.xpath("following::w:sectPr")
        return Section(pages[0], self.fichier.part)

    def poser(self, balise: str, blocs: Sequence[Noeud]) -> None:
        """Met des blocs à la place du paragraphe marqué."""
        place = self.place(balise)
        if place is None:
            return
        for bloc in blocs:
            place.addprevious(bloc)
        place.getparent().remove(place)


def remplir(octets: bytes, document: Document) -> Rempli:
    """Gabarit rempli des champs du document, ses blocs encore à poser."""
    marques = {nom: secrets.token_hex(16) for nom, balise in gabarits().balises.items() if balise.bloc}
    gabarit = DocxTemplate(io.BytesIO(octets))
    gabarit.init_docx()
    for propriete in _PROPRIETES:  # docxtpl rendrait aussi les propriétés du gabarit, bornées à 255 signes
        setattr(gabarit.core_properties, propriete, "")
    gabarit.render(balises.contexte({**_champs(document), **marques}), jinja_env=balises.bac())
    sortie = io.BytesIO()
    gabarit.save(sortie)
    fichier = docx.Document(sortie)
    _nommer(fichier, document)
    return Rempli(fichier, marques)


def _champs(document: Document) -> dict[str, str]:
    noms = ("titre", "sous_titre", "territoire", "comparateurs", "date", "maison", "adresse")
    return {"marque": mots()["marque"], **{nom: getattr(document, nom) for nom in noms}}


def _nommer(fichier: Fichier, document: Document) -> None:
    """Propriétés du fichier : titre, sujet, auteur, langue ; aucune date, pour des octets reproductibles."""
    proprietes = fichier.core_properties
    proprietes.title = _propriete(f"{document.titre} — {document.sous_titre}")
    proprietes.subject = _propriete(document.territoire)
    proprietes.author = proprietes.last_modified_by = mots()["marque"]
    proprietes.language = "fr-FR"
    for date in [*fichier.part.package.core_properties._element]:  # noqa: SLF001 - python-docx ne sait pas ôter une date
        if date.tag in {qn("dcterms:created"), qn("dcterms:modified")}:
            date.getparent().remove(date)


def _propriete(texte: str) -> str:
    lisible = " ".join(propre(texte).split())
    return lisible if len(lisible) <= _PROPRIETE_MAX else lisible[: _PROPRIETE_MAX - 1] + "…"
