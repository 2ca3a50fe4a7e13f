"""Placements : sans recouvrement, sans hasard, au plus près."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.graphiques import pairs, placement

pixels = st.floats(0, 300).map(lambda v: round(v, 1))
noms = st.text(alphabet="abcd", min_size=1, max_size=12)


@given(st.lists(pixels, max_size=12), st.floats(0, 30))
def test_ecarter_respecte_l_ecart_l_ordre_et_la_moyenne(positions: list[float], ecart: float) -> None:
    places = placement.ecarter(positions, ecart)
    ordre = sorted(range(len(positions)), key=lambda i: (positions[i], i))
    for avant, apres in itertools.pairwise(ordre):
        assert places[apres] - places[avant] >= ecart - 1e-6
    assert sum(places) == pytest.approx(sum(positions), abs=1e-6)
    if all(positions[b] - positions[a] >= ecart for a, b in itertools.pairwise(ordre)):
        assert places == pytest.approx(positions)


@given(st.lists(pixels, min_size=2, max_size=2), st.floats(1, 30))
def test_ecarter_deux_positions_au_plus_pres(positions: list[float], ecart: float) -> None:
    bas, haut = sorted(positions)
    manque = max(0.0, ecart - (haut - bas)) / 2
    assert sorted(placement.ecarter(positions, ecart)) == pytest.approx([bas - manque, haut + manque])


@given(st.lists(st.one_of(pixels, st.sampled_from([10.0, 10.0, 11.0])), min_size=1, max_size=60), st.floats(1, 9))
def test_essaim_sans_recouvrement_ni_hasard(abscisses: list[float], diametre: float) -> None:
    x = np.array(abscisses)
    y = placement.essaimer(x, diametre)
    for i, j in itertools.combinations(range(len(x)), 2):
        assert math.hypot(x[i] - x[j], y[i] - y[j]) >= diametre * (1 - 1e-6)
    assert np.array_equal(y, placement.essaimer(x, diametre))
    assert y[int(np.argmin(x))] == 0
    assert np.abs(y).max() <= diametre * len(x) / 2 + 1e-6


def test_essaim_de_valeurs_egales_en_colonne_centree() -> None:
    assert sorted(placement.essaimer(np.full(5, 3.0), 2.0).round(6)) == [-4, -2, 0, 2, 4]


@given(st.lists(st.floats(-1e6, 1e6).map(lambda v: round(v, 2)), min_size=1, max_size=80), st.floats(20, 200))
def test_disposer_tient_dans_la_hauteur(valeurs: list[float], hauteur: float) -> None:
    nuee = pairs.disposer(np.array(valeurs), hauteur)
    assert np.abs(nuee.ordonnees).max() + nuee.diametre / 2 <= hauteur / 2 + 1e-6
    assert nuee.etendue[0] < min(valeurs)
    assert nuee.etendue[1] > max(valeurs)


@given(st.lists(st.tuples(pixels, noms), max_size=6))
def test_drapeaux_sans_recouvrement_ni_hampe_traversante(etiquettes: list[tuple[float, str]]) -> None:
    centres, textes = [x for x, _ in etiquettes], [nom for _, nom in etiquettes]
    places = placement.drapeaux(centres, textes, 400)
    for (i, (cote_i, rang_i)), (j, (cote_j, rang_j)) in itertools.permutations(enumerate(places), 2):
        debut_i, fin_i = sorted((centres[i], centres[i] + cote_i * placement.largeur_texte(textes[i])))
        debut_j, fin_j = sorted((centres[j], centres[j] + cote_j * placement.largeur_texte(textes[j])))
        if rang_i == rang_j:
            assert fin_i < debut_j or fin_j < debut_i
        if cote_i == cote_j and debut_i < centres[j] < fin_i:  # la hampe de j passe sous le texte de i
            assert rang_j < rang_i


def test_drapeau_a_gauche_au_bord_droit() -> None:
    assert placement.drapeaux([10.0, 390.0], ["Alençon", "Paris"], 400) == [(1, 0), (-1, 0)]


@given(st.lists(st.tuples(pixels, pixels, noms), max_size=5))
def test_cotes_dans_le_cadre_et_deterministes(etiquettes: list[tuple[float, float, str]]) -> None:
    points, textes = [(x, y) for x, y, _ in etiquettes], [nom for *_, nom in etiquettes]
    cotes = placement.cotes_libres(points, textes, (300, 300))
    assert cotes == placement.cotes_libres(points, textes, (300, 300))
    for point, texte, (cote, _) in zip(points, textes, cotes, strict=True):
        assert 0 <= point[0] + cote * (9 + placement.largeur_texte(texte)) <= 300


def test_cotes_evitent_le_voisin() -> None:
    cotes = placement.cotes_libres([(100, 100), (130, 100)], ["Lyon", "Lille"], (300, 300))
    assert cotes == [(-1, 0), (1, 0)]
