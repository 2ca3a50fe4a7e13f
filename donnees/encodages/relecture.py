"""Relecture d'un fichier de contours produit, TopoJSON ou topologie serrée : codes, noms, géométries."""

from __future__ import annotations

import gzip

from donnees.encodages import topojson, topologie_serree
from donnees.encodages.arcs import Contours


def relire(octets: bytes, nom: str = "contours") -> Contours:
    """Relit un fichier de contours, quel que soit son format.

    Raises
    ------
    FormatInattendu
        Si le contenu n'est d'aucun des deux.
    """
    if nom.endswith(".gzip"):
        octets = gzip.decompress(octets)
    libre = b'"Topology"' in octets[:40]
    return topojson.decoder(octets, nom) if libre else topologie_serree.decoder(octets, nom)
