"""L'image de partage d'un objet, dessinée par typst : 1200 × 630, sans rien demander au dehors."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final

import typst

from geo.documents.signes import POLICES, REPLI, imprimable
from geo.ecriture import formats
from pages.leger.page import SITE, Apercu

GABARIT: Final = Path(__file__).with_name("apercu.typ")
PIED: Final = "Données publiques, chaque chiffre avec sa date et sa source"
POINTS_PAR_POUCE: Final = 72.0
"""Un pixel par point du gabarit."""


def dessiner(apercu: Apercu) -> bytes:
    """PNG de 1200 × 630 pixels."""
    textes = {nom: imprimable(formats.typographie(texte)) for nom, texte in asdict(apercu).items() if nom != "carte"}
    donnees = {**textes, "carte": bool(apercu.carte), "marque": SITE, "pied": PIED}
    fichiers = {"main.typ": GABARIT.read_bytes(), "apercu.json": json.dumps(donnees).encode()}
    if apercu.carte:
        fichiers["carte.svg"] = apercu.carte.encode()
    octets: bytes = typst.compile(  # type: ignore[call-overload]  # la bibliothèque n'y déclare pas ses fichiers nommés
        fichiers, format="png", ppi=POINTS_PAR_POUCE, font_paths=_polices()
    )
    return octets


@cache
def _polices() -> typst.Fonts:
    dossiers = [str(POLICES), str(REPLI)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=dossiers)
