"""Relecture d'un fichier de contours produit, TopoJSON ou topologie serrée : codes, noms, géométries."""

from __future__ import annotations

import gzip
import json

import numpy as np
import numpy.typing as npt
import shapely

from donnees.encodages import topojson
from donnees.encodages.serrage import Entiers, deplier, desserrer
from donnees.erreurs import FormatInattendu

Geometries = npt.NDArray[np.object_]
Arc = npt.NDArray[np.float64]

SEPARATEUR = "|"
"""Entre deux noms d'un fichier."""


def relire(octets: bytes, nom: str = "contours") -> tuple[list[str], list[str], Geometries]:
    """Relit un fichier de contours, quel que soit son format ; mêmes résultats et erreurs que `decoder_serre`."""
    if nom.endswith(".gzip"):
        octets = gzip.decompress(octets)
    return topojson.decoder(octets, nom) if b'"Topology"' in octets[:40] else decoder_serre(octets, nom)


def decoder_serre(octets: bytes, nom: str = "contours") -> tuple[list[str], list[str], Geometries]:
    """Relit une topologie écrite par `encoder_serre`.

    Returns
    -------
    codes, noms : list of str
        Dans l'ordre du fichier.
    geometries : ndarray of geometry
        Polygones en degrés ; les frontières communes sont identiques au bit près.

    Raises
    ------
    FormatInattendu
        Si le contenu n'est pas une telle topologie.
    """
    try:
        contenu = json.loads(octets)
        codes, noms = contenu["codes"].split(" "), contenu["noms"].split(SEPARATEUR)
        arcs = _relire_arcs(desserrer(contenu["arcs"]), contenu["pas"])
        formes = _relire_formes(desserrer(contenu["formes"]).tolist(), arcs)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as cause:
        raise FormatInattendu(nom, attendu="une topologie serrée", trouve=repr(cause)) from cause
    if not len(codes) == len(noms) == len(formes):
        trouve = f"{len(codes)} codes, {len(noms)} noms, {len(formes)} formes"
        raise FormatInattendu(nom, attendu="une topologie serrée, autant de codes que de formes", trouve=trouve)
    return codes, noms, np.array(formes, object)


def _relire_arcs(suite: Entiers, pas: float) -> list[Arc]:
    ecarts: list[Entiers] = []
    place = 0
    while place < len(suite):
        fin = place + 3 + 2 * int(suite[place])
        ecarts.append(suite[place + 1 : fin].reshape(-1, 2))
        place = fin
    points = np.cumsum(deplier(np.vstack(ecarts)), axis=0) * pas
    return np.split(points, np.cumsum([len(arc) for arc in ecarts])[:-1])


def _relire_formes(suite: list[int], arcs: list[Arc]) -> list[shapely.Geometry]:
    lecture, prochain, formes = iter(suite), 0, []
    for nombre in lecture:
        polygones = []
        for _ in range(nombre):
            anneaux = []
            for _ in range(next(lecture)):
                passages = []
                for _ in range(next(lecture)):
                    retrait, rebours = divmod(next(lecture), 2)
                    numero = prochain - retrait
                    prochain = max(prochain, numero + 1)
                    passages.append(~numero if rebours else numero)
                anneaux.append(topojson.anneau(passages, arcs))
            polygones.append(shapely.Polygon(anneaux[0], anneaux[1:]))
        formes.append(polygones[0] if nombre == 1 else shapely.MultiPolygon(polygones))
    return formes
