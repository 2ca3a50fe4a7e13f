"""La table des matières : un champ de Word déjà rempli des titres, qui se met à jour à l'ouverture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document as Fichier
from docx.oxml.ns import qn

from donnees.catalogue.documents import mots
from geo.documents.word import styles
from geo.documents.word.atelier import Atelier, Titre
from geo.documents.word.elements import Noeud, debut_champ, fin_champ, noeud, passage

NIVEAUX: Final = 2
_INSTRUCTION: Final = f'TOC \\o "1-{NIVEAUX}" \\h \\z \\u'
_APRES: Final = (
    *("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr"),
    *("w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats"),
    *("w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions", "w:readModeInkLockDown", "w:smartTagType"),
    *("sl:schemaLibrary", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator"),
)
"""Réglages que le format veut après ``w:updateFields``."""


def sommaire(atelier: Atelier, titres: Sequence[Titre]) -> list[Noeud]:
    """Table des matières des titres déjà écrits, dans le bloc que Word sait mettre à jour."""
    entrees = [_entree(atelier, titre) for titre in titres if titre.niveau <= NIVEAUX]
    if not entrees:
        return []
    for rang, ouverture in enumerate(debut_champ(_INSTRUCTION), start=1):
        entrees[0].insert(rang, ouverture)
    galerie = noeud("w:docPartObj", noeud("w:docPartGallery", val="Table of Contents"), noeud("w:docPartUnique"))
    titre = atelier.phrase(styles.SOMMAIRE[0], mots()["sommaire"])
    entrees[-1].append(fin_champ())
    return [noeud("w:sdt", noeud("w:sdtPr", galerie), noeud("w:sdtContent", titre, *entrees))]


def mettre_a_jour(fichier: Fichier) -> None:
    """Demande à Word de calculer les numéros de page à l'ouverture."""
    reglages: Noeud = fichier.settings.element
    if reglages.find(qn("w:updateFields")) is None:
        reglages.insert_element_before(noeud("w:updateFields", val="true"), *_APRES)


def _entree(atelier: Atelier, titre: Titre) -> Noeud:
    """Un titre, en lien vers sa place ; son numéro de page n'est connu que de qui met en page."""
    lien = noeud("w:hyperlink", passage(titre.texte), anchor=titre.signet, history="1")
    return atelier.ecrire(styles.SOMMAIRE[titre.niveau], lien)
