"""Le PDF d'un document : typst, balisé PDF/UA-1, polices incluses, sans réseau.

Sait : donner au gabarit ``modeles/document.typ`` le document en données et ses figures en fichiers.
Ignore : ce que le document dit.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import typst

from geo.documents import dessin
from geo.documents.modele import Document, Figure
from geo.documents.pdf.donnees_json import en_json
from geo.documents.signes import POLICES, REPLI

GABARIT = POLICES.parent / "modeles" / "document.typ"
EPOQUE = datetime(2000, 1, 1, tzinfo=UTC)
"""L'instant écrit dans le fichier : deux compositions du même document donnent les mêmes octets."""


@cache
def _polices() -> typst.Fonts:
    dossiers = [str(POLICES), str(REPLI)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=dossiers)


def ecrire(document: Document) -> bytes:
    """Compose le PDF.

    Returns
    -------
    bytes
        Un PDF 1.7 conforme à PDF/UA-1 (typst refuse de l'écrire sinon).
    """
    figures = [bloc for bloc in document.blocs if isinstance(bloc, Figure)]
    fichiers = {
        "main.typ": GABARIT.read_bytes(),
        "document.json": en_json(document, _nom),
        **{_nom(rang): dessin.dessiner(figure, "svg") for rang, figure in enumerate(figures)},
    }
    octets: bytes = typst.compile(  # type: ignore[call-overload]  # la bibliothèque n'y déclare pas ses fichiers nommés
        fichiers,
        format="pdf",
        font_paths=_polices(),
        pdf_standards=["ua-1"],
        timestamp=int(EPOQUE.timestamp()),
    )
    return octets


def _nom(rang: int) -> str:
    return f"figure-{rang}.svg"
