"""Exporter des fiches : CSV et XLSX qui se réimportent tels quels, GeoJSON, calendrier."""

from __future__ import annotations

import csv as module_csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from donnees.registre.echanges.calendrier import icalendar
from donnees.registre.echanges.classeur import classeur
from donnees.registre.echanges.colonnes import COLONNES
from donnees.registre.echanges.lignes import textes
from donnees.registre.services.fiches import Fiche
from donnees.registre.services.saisie import Contenu

__all__ = ["csv", "geojson", "icalendar", "xlsx"]
DECIMALES = 5
"""D'une coordonnée : un mètre (RFC 7946)."""
PROPRIETES = frozenset(Contenu.model_fields) | {"nom_maison", "version", "archivee", "cree_le", "modifie_le"}


def csv(fiches: Iterable[Fiche]) -> bytes:
    """CSV à la française (« ; », virgule, UTF-8 avec BOM), formules neutralisées, colonnes de l'import."""
    sortie = io.StringIO(newline="")
    redacteur = module_csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    redacteur.writerow(colonne.nom for colonne in COLONNES)
    redacteur.writerows(textes(fiche.cle, fiche) for fiche in fiches)
    return sortie.getvalue().encode("utf-8-sig")


def xlsx(fiches: Iterable[Fiche]) -> bytes:
    """Classeur des mêmes colonnes, avec le mode d'emploi ; lève `ExportImpossible` si un texte n'y tient pas."""
    return classeur(textes(fiche.cle, fiche) for fiche in fiches)


def _entite(fiche: Fiche, point: tuple[float, float] | None) -> dict[str, Any]:
    degres = [round(float(degre), DECIMALES) for degre in point or ()]
    return {
        "type": "Feature",
        "id": fiche.cle,
        "geometry": {"type": "Point", "coordinates": degres} if degres else None,
        "properties": fiche.model_dump(mode="json", include=set(PROPRIETES)),
    }


def geojson(fiches: Iterable[Fiche], points: Mapping[str, tuple[float, float] | None]) -> bytes:
    """GeoJSON (RFC 7946, degrés WGS 84) : un point par action, géométrie nulle pour celles sans lieu.

    Parameters
    ----------
    points : mapping of str to tuple of float or None
        Clé d'action → (longitude, latitude) ; une clé absente vaut None.
    """
    entites = [_entite(fiche, points.get(fiche.cle)) for fiche in fiches]
    collection = {"type": "FeatureCollection", "features": entites}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()
