"""Le curseur de dates : chaque trimestre a son instant, affiché sous son nom, et s'y retrouve."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ecriture import trimestres


def _suite(annee: int, trimestre: int, longueur: int) -> tuple[str, ...]:
    numeros = range(annee * 4 + trimestre - 1, annee * 4 + trimestre - 1 + longueur)
    return tuple(f"{n // 4}-T{n % 4 + 1}" for n in numeros)


@given(st.integers(1950, 2050), st.integers(1, 4), st.integers(1, 300))
def test_aller_retour_et_nom_affiche(annee: int, trimestre: int, longueur: int) -> None:
    suite = _suite(annee, trimestre, longueur)
    assert trimestres.consecutifs(suite)
    for voulue in suite:
        instant = trimestres.instant(suite, voulue)
        assert trimestres.periode(suite, instant) == voulue
        assert f"{instant.year}-T{(instant.month - 1) // 3 + 1}" == voulue


@pytest.mark.parametrize("periodes", [("2019", "2020"), ("2003-T1", "2003-T3"), ("2003-T1", "2004")])
def test_autres_periodes_refusees(periodes: tuple[str, ...]) -> None:
    assert not trimestres.consecutifs(periodes)


def test_hors_bornes() -> None:
    suite = _suite(2003, 1, 4)
    assert trimestres.periode(suite, datetime(1990, 1, 1)) == "2003-T1"  # noqa: DTZ001 - comme le curseur
    assert trimestres.periode(suite, datetime(2090, 1, 1)) == "2003-T4"  # noqa: DTZ001 - comme le curseur
