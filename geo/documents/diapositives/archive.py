"""Un PPTX aux octets reproductibles : python-pptx date chaque pièce de l'heure qu'il est."""

from __future__ import annotations

import io
import zipfile
from typing import Final

_DATE: Final = (2024, 1, 1, 0, 0, 0)


def figer(octets: bytes) -> bytes:
    """La même archive, aux dates fixes."""
    sortie = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(octets)) as source,
        zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as figee,
    ):
        for piece in source.infolist():
            figee.writestr(zipfile.ZipInfo(piece.filename, _DATE), source.read(piece), zipfile.ZIP_DEFLATED)
    return sortie.getvalue()
