"""Le périmètre sur mesure : l'encoder, le relever d'un texte ou d'un fichier, en dire la forme, le comparer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.erreurs import FichierIllisible, PerimetreIllisible
from geo.territoires import formes
from geo.territoires.codage import MAXIMUM_COMMUNES, decoder, encoder
from geo.territoires.formes import Forme, Geometrie, Groupe, fichiers_contours
from geo.territoires.perimetres_connus import PerimetreConnu, connus
from geo.territoires.releve import Releve, lire_codes, lire_csv

__all__ = [
    "MAXIMUM_COMMUNES",
    "FichierIllisible",
    "Forme",
    "Groupe",
    "PerimetreConnu",
    "PerimetreIllisible",
    "Releve",
    "chevauchements",
    "connus",
    "decoder",
    "encoder",
    "fichiers_contours",
    "forme",
    "geometrie",
    "lire_codes",
    "lire_csv",
]


def geometrie(communes: Iterable[str]) -> Geometrie:
    """Réunit les contours des communes (EPSG:4326) ; lève `TerritoireInconnu` sur un code inconnu."""
    return formes.geometrie(_canonique(communes))


def forme(communes: Iterable[str]) -> Forme:
    """Morceaux, trous, exclaves et îles ; lève `TerritoireInconnu` sur un code inconnu."""
    return formes.forme(_canonique(communes))


def chevauchements(communes: Iterable[str], autres: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Communes partagées avec d'autres périmètres nommés ; ceux qui n'en partagent aucune n'y sont pas."""
    choisies = set(communes)
    partages = {nom: tuple(sorted(choisies.intersection(leurs))) for nom, leurs in autres.items()}
    return {nom: communes for nom, communes in partages.items() if communes}


def _canonique(communes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(communes)))
