"""Fabriquer le gabarit par défaut : le dossier ``pieces/`` est le DOCX déplié, les mots viennent du catalogue."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from donnees.catalogue.documents import mots

SOURCES: Final = Path(__file__).parent / "pieces"
FICHIER: Final = Path(__file__).parent.parent / "modeles" / "diagnostic.docx"
_PREMIER: Final = "[Content_Types].xml"
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def fabriquer() -> bytes:
    """Octets du gabarit par défaut, les mêmes d'un appel à l'autre."""
    surs = {cle: escape(mot) for cle, mot in mots().items()}
    sources = sorted(fichier for fichier in SOURCES.rglob("*") if fichier.is_file())
    pieces = {
        fichier.relative_to(SOURCES).as_posix(): Template(fichier.read_text(encoding="utf-8")).substitute(surs).encode()
        for fichier in sources
    }
    return emballer(pieces)


def emballer(pieces: Mapping[str, bytes]) -> bytes:
    """Archive DOCX sans date : les types d'abord, le reste dans l'ordre des noms."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom in sorted(pieces, key=lambda nom: (nom != _PREMIER, nom)):
            membre = zipfile.ZipInfo(nom, _DATE)
            membre.compress_type = zipfile.ZIP_DEFLATED
            membre.external_attr = 0o644 << 16
            archive.writestr(membre, pieces[nom])
    return sortie.getvalue()


@cache
def defaut() -> bytes:
    """Octets du gabarit livré avec l'Atlas."""
    return FICHIER.read_bytes()
