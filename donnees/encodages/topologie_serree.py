"""Topologie serrée : la couverture de toutes les communes, en arcs partagés, dans le moins d'octets possible."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from donnees.encodages.relecture import SEPARATEUR
from donnees.encodages.serrage import plier, serrer
from donnees.encodages.topojson import DECIMALES, Arcs, Entiers, Geometries, decouper_formes
from donnees.erreurs import FormatInattendu


def encoder_serre(grille: Geometries, codes: Sequence[str], noms: Sequence[str], pas: float) -> bytes:
    """Écrit une couverture en topologie serrée, compacte et déterministe : trois fois moins lourde qu'un TopoJSON.

    Réservée à la carte de toutes les communes, où le TopoJSON pèserait 6 Mo ; les autres contours sont en TopoJSON.

    Parameters
    ----------
    grille : ndarray of geometry
        Polygones à coordonnées entières, en pas de grille (voir `donnees.etapes.couverture.arrondir`).
    codes, noms : sequence of str
        Identifiant et libellé de chaque géométrie, dans l'ordre du fichier.
    pas : float
        Pas de la grille, en degrés.

    Returns
    -------
    bytes
        JSON UTF-8 : ``pas``, ``bbox``, ``codes`` (séparés par une espace), ``noms`` (par une barre verticale),
        ``arcs`` et ``formes`` (entiers serrés : voir `donnees.encodages.serrage`). Par arc : nombre de pas, premier
        sommet relatif au dernier sommet de l'arc précédent, puis écarts. Par forme : nombre de polygones, d'anneaux,
        d'arcs, puis chaque arc en retrait du premier numéro encore jamais cité, doublé, impair s'il est à rebours.
    """
    arcs, parties = decouper_formes(grille)
    if any(SEPARATEUR in nom for nom in noms):
        raise FormatInattendu(
            "contours", colonne="libelle", attendu=f"des noms sans « {SEPARATEUR} »", trouve="un nom qui en porte"
        )
    contenu = {
        "pas": pas,
        "bbox": [round(float(borne) * pas, DECIMALES) for borne in shapely.total_bounds(grille)],
        "codes": " ".join(codes),
        "noms": SEPARATEUR.join(noms),
        "arcs": serrer(_suite_arcs(arcs)),
        "formes": serrer(_suite_formes(parties)),
    }
    return json.dumps(contenu, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _suite_arcs(arcs: Arcs) -> Entiers:
    """Arcs en une suite d'entiers pliés : pour chacun, nombre de pas, puis écarts d'un sommet au suivant."""
    ecarts = plier(np.diff(arcs.points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)))
    pas = np.diff(np.append(arcs.debuts, len(arcs.points))) - 1
    return np.asarray(np.insert(ecarts.ravel(), 2 * arcs.debuts, pas), dtype=np.int64)


def _suite_formes(parties: list[list[Any]]) -> Entiers:
    suite, prochain = [], 0
    for forme in parties:
        suite.append(len(forme))
        for polygone in forme:
            suite.append(len(polygone))
            for anneau in polygone:
                suite.append(len(anneau))
                for passage in anneau:
                    numero = passage if passage >= 0 else ~passage
                    suite.append(2 * (prochain - numero) + (passage < 0))
                    prochain = max(prochain, numero + 1)
    return np.array(suite, dtype=np.int64)
