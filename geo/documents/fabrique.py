"""Ce que l'ouvrier sait faire : le fichier d'un document dans un format, ou l'aperçu d'une section à l'écran."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from cachetools import LRUCache

from geo.documents import annexe, diapositives, ecran, pdf, word
from geo.documents.composition import composer
from geo.documents.demande import Demande, Releve
from geo.documents.modele import Document
from geo.documents.ouvrier.messages import Avancer
from geo.documents.signes import POLICES

COMPOSES: Final = 4
_composes: LRUCache[bytes, Document] = LRUCache(COMPOSES)
"""Derniers documents composés : le même, dans un autre format, ne se recalcule pas."""


@dataclass(frozen=True)
class Format:
    """Un format : son nom et ce qui l'écrit."""

    nom: str
    ecrire: Callable[[Document], bytes]


FORMATS: Final = {
    "pdf": Format("PDF", pdf.ecrire),
    "docx": Format("Word", word.ecrire),
    "pptx": Format("Diapositives", diapositives.ecrire),
    "xlsx": Format("Classeur", annexe.ecrire),
}
"""Suffixe → format."""


def document(demande: Demande, releve: Releve) -> Document:
    """Le document de cette demande, composé une fois."""
    cle = sha256(pickle.dumps((demande, releve))).digest()
    if cle not in _composes:
        _composes[cle] = composer(demande, releve)
    return _composes[cle]


def diagnostic(demande: Demande, releve: Releve, format_: str, gabarit: bytes | None, avancer: Avancer) -> bytes:
    """Fichier d'un diagnostic.

    Parameters
    ----------
    format_ : str
        Clé de `FORMATS`.
    gabarit : bytes or None
        Gabarit Word de la maison, déjà examiné ; None pour celui de l'Atlas.
    """
    avancer(0.05, "Les chiffres se rassemblent")
    compose = document(demande, releve)
    avancer(0.5, "Le document s'écrit")
    if format_ == "docx" and gabarit is not None:
        return word.ecrire(compose, gabarit)
    return FORMATS[format_].ecrire(compose)


def apercu(demande: Demande, releve: Releve, section: str, avancer: Avancer) -> str:
    """HTML d'une seule section, telle que le document entier la dira."""
    avancer(0.1, "Les chiffres se rassemblent")
    seule = document(replace(demande, sections=(section,)), releve)
    avancer(0.6, "Les figures se dessinent")
    return ecran.ecrire(seule.sections[0])


def fiche(compose: Document, format_: str, avancer: Avancer) -> bytes:
    """Fichier d'un petit document déjà composé."""
    avancer(0.2, "Le document s'écrit")
    return FORMATS[format_].ecrire(compose)


def gabarit_word() -> bytes:
    """Le gabarit Word de l'Atlas, à mettre à son image."""
    return (POLICES.parent / "modeles" / "diagnostic.docx").read_bytes()


def examiner(octets: bytes, avancer: Avancer) -> tuple[str, ...]:
    """Ce qui empêche un gabarit déposé de servir ; vide s'il convient."""
    avancer(0.5, "Le gabarit se lit")
    return tuple(str(refus) for refus in word.examiner(octets).refus)
