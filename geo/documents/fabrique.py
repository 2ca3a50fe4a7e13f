"""Ce que l'ouvrier sait faire : le fichier d'un document dans un format, ou l'aperçu d'une section à l'écran."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Final

from cachetools import LRUCache

from geo.documents import composition
from geo.documents.demande import Demande, Releve
from geo.documents.modele import Document
from geo.documents.ouvrier.messages import Avancer

COMPOSES: Final = 4
_composes: LRUCache[bytes, Document] = LRUCache(COMPOSES)
"""Derniers documents composés : le même, dans un autre format, ne se recalcule pas."""


@dataclass(frozen=True)
class Format:
    """Un format : son nom, et le module qui l'écrit, chargé quand on le demande (Word et diapositives : 0,4 s)."""

    nom: str
    module: str

    def ecrire(self, compose: Document) -> bytes:
        """Fichier du document."""
        octets: bytes = import_module(self.module).ecrire(compose)
        return octets


FORMATS: Final = {
    "pdf": Format("PDF", "geo.documents.pdf"),
    "docx": Format("Word", "geo.documents.word"),
    "pptx": Format("Diapositives", "geo.documents.diapositives"),
    "xlsx": Format("Classeur", "geo.documents.annexe"),
}
"""Suffixe → format."""


def document(demande: Demande, releve: Releve) -> Document:
    """Le document de cette demande, composé une fois."""
    cle = sha256(repr((demande, releve)).encode()).digest()
    if cle not in _composes:
        _composes[cle] = composition.composer(demande, releve)
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
        from geo.documents import word  # noqa: PLC0415 - chargé quand on le demande

        return word.ecrire(compose, gabarit)
    return FORMATS[format_].ecrire(compose)


def poser(demande: Demande, releve: Releve, format_: str, sortie: Path) -> None:
    """Compose un diagnostic et pose son fichier d'un seul geste : interrompu, il n'en reste rien."""
    octets = diagnostic(demande, releve, format_, None, lambda _part, _texte: None)
    provisoire = sortie.with_name(f".{sortie.name}.partiel")
    provisoire.write_bytes(octets)
    provisoire.replace(sortie)


def apercu(demande: Demande, releve: Releve, section: str, avancer: Avancer) -> str:
    """HTML d'une seule section, telle que le document entier la dira."""
    avancer(0.1, "Les chiffres se rassemblent")
    composee = composition.composer_section(demande, releve, section)
    avancer(0.6, "Les figures se dessinent")
    from geo.documents import ecran  # noqa: PLC0415 - matplotlib : une seconde, dans l'ouvrier seulement

    return ecran.ecrire(composee)


def fiche(composer: Callable[[], Document], format_: str, avancer: Avancer) -> bytes:
    """Fichier d'un petit document, que ``composer`` rend."""
    avancer(0.1, "Les chiffres se rassemblent")
    compose = composer()
    avancer(0.5, "Le document s'écrit")
    return FORMATS[format_].ecrire(compose)


def gabarit_word() -> bytes:
    """Le gabarit Word de l'Atlas, à mettre à son image."""
    return (Path(__file__).parent / "modeles" / "diagnostic.docx").read_bytes()


def examiner(octets: bytes, avancer: Avancer) -> tuple[str, ...]:
    """Ce qui empêche un gabarit déposé de servir ; vide s'il convient."""
    avancer(0.5, "Le gabarit se lit")
    from geo.documents import word  # noqa: PLC0415 - chargé quand on le demande

    return tuple(str(refus) for refus in word.examiner(octets).refus)
