"""Une figure : son image, ce qu'en dit un lecteur d'écran, sa légende, sa note, sa source."""

from __future__ import annotations

import io
from typing import Final

from docx.oxml.ns import qn
from docx.shared import Cm

from donnees.catalogue.documents import mots
from geo.documents.modele import Figure
from geo.documents.word import styles
from geo.documents.word.atelier import Atelier
from geo.documents.word.elements import Noeud, noeud, propre

LARGEUR: Final = Cm(16)
_IMAGES: Final = 10_000


def figure(atelier: Atelier, bloc: Figure, *, dite: bool = False) -> list[Noeud]:
    """Image, puis sa légende, sa note, sa description (sauf si la section l'a déjà dite) et sa source."""
    dessous = [
        (bloc.note, mots()["lecture"]),
        ("" if dite else bloc.alternative, mots()["alternative"]),
        (bloc.source, mots()["source"]),
    ]
    textes = [atelier.phrase(styles.NOTE, texte, mot) for texte, mot in dessous if texte]
    for texte in textes[:-1]:
        texte.find(qn("w:pPr")).append(noeud("w:keepNext"))
    return [_image(atelier, bloc), atelier.phrase(styles.LEGENDE_FIGURE, bloc.titre), *textes]


def _image(atelier: Atelier, bloc: Figure) -> Noeud:
    atelier.images += 1
    image = atelier.fichier.part.new_pic_inline(io.BytesIO(atelier.dessiner(bloc, "png")))
    _ajuster(image, min(LARGEUR, atelier.largeur), int(atelier.hauteur * atelier.part_figure))
    proprietes = image.docPr
    proprietes.set("id", str(_IMAGES + atelier.images))
    proprietes.set("name", f"{bloc.cle} {atelier.images}")
    proprietes.set("title", propre(bloc.titre))
    proprietes.set("descr", propre(bloc.alternative or bloc.titre))
    return atelier.ecrire(styles.FIGURE, noeud("w:r", noeud("w:drawing", image)))


def _ajuster(image: Noeud, largeur: int, hauteur: int) -> None:
    """Met l'image à la largeur voulue, ou à la hauteur permise si elle la dépasse, sans la déformer."""
    rapport = min(largeur / image.extent.cx, hauteur / image.extent.cy)
    for etendue in (image.extent, image.graphic.graphicData.pic.spPr.find(f"{qn('a:xfrm')}/{qn('a:ext')}")):
        etendue.cx, etendue.cy = round(etendue.cx * rapport), round(etendue.cy * rapport)
