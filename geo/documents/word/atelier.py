"""Ce que chaque bloc demande pour s'écrire : les styles du gabarit, sa place, ses images et ses liens, ses titres."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal

from docx.document import Document as Fichier
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from geo.documents.modele import Figure
from geo.documents.word import styles
from geo.documents.word.elements import Noeud, marquer, noeud, paragraphe, passage
from geo.documents.word.styles import Styles

Dessiner = Callable[[Figure, Literal["png"]], bytes]
_LIEN: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?([/?#][A-Za-z0-9/?#&=%.,:;~+*_!$'()@-]*)?")
_SIGNETS: Final = 1_000


@dataclass(frozen=True)
class Titre:
    """Un titre écrit dans le document, que le sommaire reprend."""

    niveau: int
    texte: str
    signet: str


@dataclass
class Atelier:
    """Le fichier en cours d'écriture.

    Attributes
    ----------
    largeur, hauteur : int
        Place entre les marges, en unités de Word (EMU).
    ecart : int
        De combien la page est plus haute que large.
    part_figure : float
        Part de la hauteur de page qu'une figure peut prendre.
    titres : list of Titre
        Ceux déjà écrits, dans l'ordre.
    """

    fichier: Fichier
    styles: Styles
    dessiner: Dessiner
    largeur: int
    hauteur: int
    ecart: int
    part_figure: float
    titres: list[Titre] = field(default_factory=list)
    images: int = 0

    @contextmanager
    def page(self, *, couchee: bool) -> Iterator[None]:
        """La place d'une page debout, ou couchée avec les mêmes marges."""
        debout = self.largeur, self.hauteur
        if couchee:
            self.largeur, self.hauteur = self.largeur + self.ecart, self.hauteur - self.ecart
        yield
        self.largeur, self.hauteur = debout

    def ecrire(self, style: str, *contenu: Noeud) -> Noeud:
        """Paragraphe d'un style nommé."""
        return paragraphe(self.styles[style], *contenu)

    def phrase(self, style: str, texte: str, gras: str = "") -> Noeud:
        """Paragraphe d'un texte, précédé d'un mot en gras s'il y en a un."""
        entree = [passage(f"{gras}\u00a0: ", self.styles[styles.GRAS])] if gras else []
        return self.ecrire(style, *entree, passage(texte))

    def titre(self, niveau: int, texte: str) -> Noeud:
        """Titre de niveau 1 à 3, marqué pour le sommaire."""
        rang = len(self.titres)
        titre = Titre(niveau, texte, f"_Toc{_SIGNETS + rang}")
        self.titres.append(titre)
        return self.ecrire(styles.TITRES[niveau - 1], *marquer(titre.signet, _SIGNETS + rang, [passage(texte)]))

    def lien(self, adresse: str) -> Noeud:
        """Lien vers une adresse du web ; une adresse douteuse reste un texte."""
        if not _LIEN.fullmatch(adresse):
            return passage(adresse)
        relation = self.fichier.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        lien = noeud("w:hyperlink", passage(adresse, self.styles[styles.LIEN]))
        lien.set(qn("r:id"), relation)
        return lien
