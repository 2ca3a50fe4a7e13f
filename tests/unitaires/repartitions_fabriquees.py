"""Petites répartitions fabriquées, parcours du catalogue et stratégies partagées."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from donnees.catalogue import charger
from geo.mesures.repartitions import Repartition, niveaux_carte, repartir

NATIONAUX = ("zone_emploi", "departement", "region")
COUPLES = [(i, n) for i in charger().indicateurs for n in niveaux_carte(i) if n in NATIONAUX]
ZONES = [i for i, n in COUPLES if n == "zone_emploi"]
PIVOTS = [i for i in ZONES if charger().indicateur(i).pivot is not None]

reels = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda v: round(v, 3))
mesures = st.one_of(
    reels,
    st.sampled_from([0.0, 1.0, 2.0, -1.0, math.nan]),
    st.sampled_from([math.inf, -math.inf, math.nan]),
)


def fabriquee(
    valeurs: Sequence[float], indicateur: str = "chomage_localise", statuts: Sequence[str] | None = None
) -> Repartition:
    """Répartition de ``len(valeurs)`` territoires nommés « Pays 0 », « Pays 1 »…"""
    modele = repartir(indicateur, "zone_emploi")
    nombre = len(valeurs)
    return replace(
        modele,
        codes=tuple(f"{rang:04d}" for rang in range(nombre)),
        libelles=tuple(f"Pays {rang}" for rang in range(nombre)),
        valeurs=np.array(valeurs, dtype=np.float64),
        statuts=tuple(statuts or ["" if math.isfinite(v) else "nd" for v in valeurs]),
    )
