"""Serrage des entiers : aller-retour, place prise, bornes."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.encodages.serrage import BASE, DOUBLES, LIMITE, SEULS, EntierTropGrand, deplier, desserrer, plier, serrer

BORNES = [0, 1, SEULS - 1, SEULS, SEULS + BASE, DOUBLES - 1, DOUBLES, DOUBLES + BASE**2, LIMITE - 1]


@given(st.lists(st.integers(-(LIMITE // 2), LIMITE // 2 - 1) | st.integers(-40, 40), max_size=60))
def test_aller_retour(entiers: list[int]) -> None:
    suite = np.array(entiers, dtype=np.int64)
    assert deplier(desserrer(serrer(plier(suite)))).tolist() == entiers


def test_bornes_et_place_prise() -> None:
    textes = [serrer(np.array([entier])) for entier in BORNES]
    assert [len(texte) for texte in textes] == [1, 1, 1, 2, 2, 2, 4, 4, 4]
    assert desserrer("".join(textes)).tolist() == BORNES


def test_json_n_echappe_rien() -> None:
    texte = serrer(np.arange(LIMITE // 20))
    assert json.dumps(texte) == f'"{texte}"'


@pytest.mark.parametrize("entier", [-1, LIMITE])
def test_hors_bornes(entier: int) -> None:
    with pytest.raises(EntierTropGrand, match=str(LIMITE - 1)):
        serrer(np.array([entier]))


@pytest.mark.parametrize("texte", ["é", '"', "~", "~  ", "m"])
def test_texte_etranger_ou_tronque(texte: str) -> None:
    with pytest.raises((KeyError, IndexError)):
        desserrer(texte)
