"""Composantes de l'enquête BMO : un total nul dont une ligne est masquée est inconnu, jamais zéro."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from donnees.etapes.recrutements_composantes import sommer

MARIE_GALANTE = "0103"
cellules = st.lists(st.one_of(st.just(math.nan), st.integers(0, 50).map(float)), min_size=1, max_size=6)


@given(valeurs=cellules)
def test_une_somme_est_connue_ou_absente(valeurs: list[float]) -> None:
    """Ni zéro quand quelque chose est masqué, ni perte de ce qui est connu."""
    lignes = pd.DataFrame({"zone": "0103", "projets": valeurs})
    (somme,) = sommer(lignes, ["zone"], ["projets"])["projets"]
    connus = [valeur for valeur in valeurs if not math.isnan(valeur)]
    if len(connus) < len(valeurs) and not sum(connus):
        assert math.isnan(somme)
    else:
        assert somme == sum(connus)


def test_chaque_groupe_et_chaque_mesure_a_part() -> None:
    lignes = pd.DataFrame({"zone": ["a", "a", "b"], "x": [0.0, np.nan, 0.0], "y": [0.0, 3.0, np.nan]})
    assert sommer(lignes, ["zone"], ["x", "y"]).fillna(-1).to_dict("list") == {
        "zone": ["a", "b"], "x": [-1.0, 0.0], "y": [3.0, -1.0]
    }  # fmt: skip


def test_marie_galante_n_a_pas_zero_pour_cent_de_metiers_verts() -> None:
    """Sa seule ligne verte est masquée : la part est absente, sa voisine publiée garde la sienne."""
    parts = entrepot.valeurs_periode("part_recrutements_verts", "zone_emploi", "2023")["valeur"]
    assert MARIE_GALANTE not in parts.dropna().index
    assert parts["0102"] > 0
    assert (parts.dropna() > 0).all()
