"""Du modèle au fichier : le gabarit rempli, les blocs posés, l'archive refermée sans date."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from docx.document import Document as Fichier
from docx.section import Section

from geo.documents import dessin
from geo.documents.modele import FICHES, Document
from geo.documents.word import fabrique, tableaux
from geo.documents.word.atelier import Atelier, Dessiner
from geo.documents.word.contenu import contenu
from geo.documents.word.examen import examiner
from geo.documents.word.gabarit import remplir
from geo.documents.word.orientation import tourner
from geo.documents.word.sommaire import mettre_a_jour, sommaire
from geo.documents.word.styles import Styles
from geo.erreurs import GabaritRefuse

_PARTS: Final = {True: 0.32, False: 0.75}
"""Part de la page qu'une figure peut prendre : dans une fiche, qui tient sur une page, et ailleurs."""


def ecrire(document: Document, modele: bytes | None = None, dessiner: Dessiner = dessin.dessiner) -> bytes:
    """Document Word, les mêmes octets d'un appel à l'autre.

    Parameters
    ----------
    modele : bytes, optional
        Gabarit d'une direction ; sans lui, celui de l'Atlas.
    dessiner : callable
        Figure → image PNG.

    Raises
    ------
    GabaritRefuse
        Le gabarit déposé ne convient pas ; le message dit tout ce qui ne va pas.
    """
    if modele is not None and not (examen := examiner(modele)).bon:
        raise GabaritRefuse("\n".join(map(str, examen.refus)))
    rempli = remplir(fabrique.defaut(document.genre) if modele is None else modele, document)
    page = rempli.page()
    atelier = _atelier(rempli.fichier, page, dessiner, _PARTS[document.genre in FICHES])
    rempli.poser("partenaires", tableaux.participants(atelier, document))
    rempli.poser("contenu", tourner(page._sectPr, contenu(atelier, document)))  # noqa: SLF001 - python-docx la cache
    if rempli.place("sommaire") is not None:
        rempli.poser("sommaire", sommaire(atelier, atelier.titres))
        mettre_a_jour(rempli.fichier)
    return _fermer(rempli.fichier)


def _atelier(fichier: Fichier, page: Section, dessiner: Dessiner, part: float) -> Atelier:
    """Atelier à la mesure de la page."""
    haut, large = int(page.page_height or 0), int(page.page_width or 0)
    hauteur = haut - int(page.top_margin or 0) - int(page.bottom_margin or 0)
    largeur = large - int(page.left_margin or 0) - int(page.right_margin or 0)
    return Atelier(fichier, Styles(fichier), dessiner, largeur, hauteur, haut - large, part)


def _fermer(fichier: Fichier) -> bytes:
    sortie = io.BytesIO()
    fichier.save(sortie)
    with zipfile.ZipFile(sortie) as archive:
        return fabrique.emballer({nom: archive.read(nom) for nom in archive.namelist()})
