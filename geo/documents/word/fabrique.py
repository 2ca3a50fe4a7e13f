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
from geo.documents.modele import FICHES

SOURCES: Final = Path(__file__).parent / "pieces"
CORPS: Final = Path(__file__).parent / "corps"
MODELES: Final = Path(__file__).parent.parent / "modeles"
ALLURES: Final[Mapping[str, Mapping[str, int]]] = {
    "diagnostic": {
        "couverture": 1,
        "page_neuve": 1,
        "haut": 1418,
        "bas": 1304,
        "texte": 20,
        "apres_texte": 120,
        "interligne": 276,
        "cellule": 18,
        "avant_legende": 240,
        "apres_legende": 80,
        "avant_titre": 2600,
        "apres_titre": 200,
        "titre_corps": 64,
        "sous_titre_corps": 34,
        "apres_sous_titre": 480,
        "section": 38,
        "avant_section": 0,
        "apres_section": 240,
        "partie": 27,
        "avant_partie": 400,
        "apres_partie": 140,
    },
    "fiche": {
        "couverture": 0,
        "page_neuve": 0,
        "haut": 1134,
        "bas": 1020,
        "texte": 18,
        "apres_texte": 60,
        "interligne": 252,
        "cellule": 16,
        "avant_legende": 120,
        "apres_legende": 40,
        "avant_titre": 0,
        "apres_titre": 40,
        "titre_corps": 36,
        "sous_titre_corps": 20,
        "apres_sous_titre": 120,
        "section": 24,
        "avant_section": 180,
        "apres_section": 80,
        "partie": 20,
        "avant_partie": 140,
        "apres_partie": 60,
    },
}
"""Ce qui sépare un document à couverture d'une fiche d'une page : sauts, blancs et corps, en unités de Word."""
_PREMIER: Final = "[Content_Types].xml"
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def fabriquer(allure: str) -> bytes:
    """Octets d'un gabarit par défaut (« diagnostic », « fiche »), les mêmes d'un appel à l'autre."""
    surs = {**{cle: escape(mot) for cle, mot in mots().items()}, **ALLURES[allure]}
    surs["corps"] = _remplir(CORPS / f"{allure}.xml", surs)
    sources = sorted(fichier for fichier in SOURCES.rglob("*") if fichier.is_file())
    return emballer({source.relative_to(SOURCES).as_posix(): _remplir(source, surs).encode() for source in sources})


def _remplir(source: Path, surs: Mapping[str, object]) -> str:
    return Template(source.read_text(encoding="utf-8")).substitute(surs)


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


def defaut(genre: str = "diagnostic") -> bytes:
    """Octets du gabarit livré avec l'Atlas pour un genre de document."""
    return _octets("fiche" if genre in FICHES else "diagnostic")


@cache
def _octets(allure: str) -> bytes:
    return (MODELES / f"{allure}.docx").read_bytes()
