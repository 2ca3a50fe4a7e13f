"""L'image de partage d'un objet, dessinée par typst : 1200 × 630, sans rien demander au dehors."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final

import typst

import geo
from geo.ecriture import formats
from pages.leger.page import SITE, Apercu

GABARIT: Final = Path(__file__).with_name("apercu.typ")
POLICES: Final = Path(geo.__file__).parent / "documents" / "polices"
MOT_MAX: Final = 30
"""Lettres d'un mot qu'une ligne peut porter."""
PIED: Final = "Données publiques, chaque chiffre avec sa date et sa source"
_LONG: Final = re.compile(rf"\S{{{MOT_MAX}}}(?=\S)")
POINTS_PAR_POUCE: Final = 72.0
"""Un pixel par point du gabarit."""


def dessiner(apercu: Apercu) -> bytes:
    """PNG de 1200 × 630 pixels."""
    textes = {nom: _montrable(formats.typographie(texte)) for nom, texte in asdict(apercu).items() if nom != "carte"}
    donnees = {**textes, "carte": bool(apercu.carte), "marque": SITE, "pied": PIED}
    fichiers = {"main.typ": GABARIT.read_bytes(), "apercu.json": json.dumps(donnees).encode()}
    if apercu.carte:
        fichiers["carte.svg"] = apercu.carte.encode()
    octets: bytes = typst.compile(  # type: ignore[call-overload]  # la bibliothèque n'y déclare pas ses fichiers nommés
        fichiers, format="png", ppi=POINTS_PAR_POUCE, font_paths=_polices()
    )
    return octets


def _montrable(texte: str) -> str:
    """Sans signe qui commande ou retourne le sens d'écriture ; les mots trop longs peuvent se couper."""
    visibles = "".join(signe for signe in texte if unicodedata.category(signe)[0] != "C")
    return _LONG.sub(lambda trouve: f"{trouve[0]}\u200b", visibles)


@cache
def _polices() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(POLICES)])
