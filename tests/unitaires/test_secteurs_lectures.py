"""Les lectures d'un secteur : rien n'est dit fort, émergent ou en recul sans un écart et un élan établis."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo.secteurs import champs, indices, structure


@pytest.mark.parametrize(
    ("effectif_", "depart", "bas", "haut", "lecture"),
    [
        (200, 100, 1.2, 1.4, "fort_croissance"),
        (100, 200, 1.1, 1.3, "fort_recul"),
        (200, 100, 0.7, 0.9, "emergent"),
        (100, 200, 0.7, 0.9, "faible"),
        (333, 330, 1.2, 1.4, "indecis"),
        (200, 100, 0.9, 1.1, "indecis"),
        (29, 100, 1.5, 2.5, ""),
        (100, 29, 1.5, 2.5, ""),
        (100, math.nan, 1.5, 2.5, ""),
        (100, 100, math.nan, math.nan, ""),
    ],
)
def test_les_lectures_attendent_un_ecart_et_un_elan_etablis(
    effectif_: float, depart: float, bas: float, haut: float, lecture: str
) -> None:
    assert structure.lire(effectif_, depart, bas, haut) == lecture


def test_le_premier_employeur_d_une_zone_n_est_jamais_emergent() -> None:
    assert structure.lire(2000, 1000, 0.7, 0.9, premier=True) == structure.PREMIER
    for zone in entrepot.valeurs_periode("specialisation", "zone_emploi", "2024").index:
        lignes = structure.structure(str(zone), champs.METROPOLE, "urssaf", "A38")
        assert lignes[0].lecture != structure.EMERGENT
        for ligne in lignes:
            if ligne.lecture in {structure.FORT_CROISSANCE, structure.EMERGENT, structure.PREMIER}:
                assert indices.elan(ligne.effectif, ligne.depart) == 1
                assert ligne.ecart


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_l_elan_va_dans_le_sens_de_la_variation_et_reste_prudent(effectif_: int, depart: int) -> None:
    assert indices.elan(effectif_, depart) in {0, int(np.sign(effectif_ - depart))}
    if abs(effectif_ - depart) <= 1 and effectif_ > 1:
        assert indices.elan(effectif_, depart) == 0
