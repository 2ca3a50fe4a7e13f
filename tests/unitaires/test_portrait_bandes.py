"""La bande de distribution : tous les pairs comptés, un repère dans le cadre, un texte équivalent échappé."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.portrait.bandes import BARRES, bande

PAIRS = arrays(np.float64, st.integers(0, 80), elements=st.floats(-1e6, 1e6) | st.just(float("nan")))


@given(PAIRS, st.floats(-1e7, 1e7) | st.just(float("nan")))
def test_toujours_dessinable(valeurs: np.ndarray, valeur: float) -> None:
    html = bande(valeurs, valeur, "place")
    if not html:
        return
    assert np.isfinite(valeur)
    hauteurs = [int(h) for h in re.findall(r"height:(\d+)%", html)]
    assert len(hauteurs) == BARRES
    assert max(hauteurs) == 100
    assert all(0 <= float(place) <= 100 for place in re.findall(r"left:([\d.]+)%", html))


def test_trop_peu_de_pairs_ou_sans_valeur() -> None:
    assert bande(np.arange(9.0), 3.0, "x") == ""
    assert bande(np.arange(50.0), float("nan"), "x") == ""
    assert bande(np.ones(50), 1.0, "x") == ""


def test_texte_equivalent_echappe() -> None:
    assert 'aria-label="&lt;b&gt;"' in bande(np.arange(50.0), 3.0, "<b>")
