"""La couverture maximale gloutonne : un cas résolu à la main, puis ce qui est toujours vrai."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.commerces.couverture import Situation, glouton


def _ligne() -> Situation:
    """Six communes sur une route, à 0, 4, 8, 20, 24 et 40 km ; un commerce à 0 km.

    Habitants : 500, 100, 300, 200, 400, 50. On peut ouvrir partout sauf à 0.
    """
    ou = np.array([0.0, 4, 8, 20, 24, 40])
    return Situation(np.array([500.0, 100, 300, 200, 400, 50]), ou, np.abs(ou[:, None] - ou[None, 1:]))


def test_cas_resolu_a_la_main() -> None:
    """À 5 km : couverts aujourd'hui, ceux de 0 et 4 (600).

    Gains : à 4 → la commune de 8 (300) ; à 8 → 300 ; à 20 → 200 + 400 = 600 ; à 24 → 600 ; à 40 → 50.
    20 et 24 gagnent 600. Moyenne : avec 20, (100·4 + 300·8 + 200·0 + 400·4 + 50·20) = 5 400 ; avec 24,
    (400 + 2 400 + 200·4 + 0 + 50·16) = 4 400 : on prend 24. Ensuite 4 et 8 gagnent 300 ; avec 4,
    (0 + 300·4 + 800 + 0 + 800) = 2 800 ; avec 8, (100·4 + 0 + 800 + 800) = 2 000 : on prend 8. Enfin 40 gagne 50.
    """
    depart = _ligne()
    assert depart.couverts(5) == 600
    assert depart.gains(5).tolist() == [300, 300, 600, 600, 50]
    suite = glouton(depart, 5, 10)
    assert [o.lieu for o in suite] == [3, 1, 4]
    assert [o.gagnes for o in suite] == [600, 300, 50]
    assert [o.couverts for o in suite] == [1200, 1500, 1550]
    assert [o.moyenne for o in suite] == pytest.approx([4400 / 1550, 2000 / 1550, 1200 / 1550])


def test_un_lieu_hors_d_atteinte_ne_gagne_rien_et_le_rayon_est_compris() -> None:
    situation = Situation(np.array([10.0, 20.0]), np.array([5.0, 9.0]), np.array([[math.inf, 5.0], [5.0, math.inf]]))
    assert situation.couverts(5) == 10
    assert situation.gains(5).tolist() == [20, 0]
    assert [o.lieu for o in glouton(situation, 5, 3)] == [0]


def test_sans_equipement_la_moyenne_est_infinie_puis_finie() -> None:
    situation = Situation(np.array([10.0, 0.0]), np.array([math.inf, math.inf]), np.array([[0.0], [math.inf]]))
    assert situation.moyenne() == math.inf
    assert situation.apres(0).moyenne() == 0
    assert math.isnan(Situation(np.zeros(1), np.zeros(1), np.zeros((1, 1))).moyenne())


@st.composite
def _situations(tirer: st.DrawFn) -> Situation:
    n, m = tirer(st.integers(1, 7)), tirer(st.integers(1, 6))
    reels = st.floats(0, 40, allow_nan=False)
    habitants = tirer(st.lists(st.integers(0, 500), min_size=n, max_size=n))
    km = tirer(st.lists(st.one_of(reels, st.just(math.inf)), min_size=n, max_size=n))
    trajets = tirer(st.lists(st.one_of(reels, st.just(math.inf)), min_size=n * m, max_size=n * m))
    return Situation(np.array(habitants, dtype=float), np.array(km), np.array(trajets).reshape(n, m))


@given(_situations(), st.sampled_from([5.0, 10.0, 15.0]))
def test_ouvrir_n_eloigne_personne_et_ne_decouvre_personne(situation: Situation, rayon: float) -> None:
    gains = situation.gains(rayon)
    for lieu in range(len(gains)):
        apres = situation.apres(lieu)
        assert (apres.km <= situation.km).all()
        assert (apres.km >= 0).all()
        assert apres.couverts(rayon) - situation.couverts(rayon) == pytest.approx(gains[lieu])


@given(_situations(), st.sampled_from([5.0, 10.0]), st.integers(1, 4))
def test_les_gains_decroissent_et_atteignent_la_garantie(situation: Situation, rayon: float, nombre: int) -> None:
    """Face à l'optimum trouvé en essayant tous les choix : au moins 1 − 1/e."""
    suite = glouton(situation, rayon, nombre)
    gains = [o.gagnes for o in suite]
    assert gains == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)
    assert len({o.lieu for o in suite}) == len(suite)
    depart, lieux = situation.couverts(rayon), range(situation.trajets.shape[1])
    optimum = 0.0
    for choix in itertools.combinations(lieux, min(nombre, len(lieux))):
        km = np.minimum(situation.km, situation.trajets[:, list(choix)].min(axis=1))
        optimum = max(optimum, float(situation.population[km <= rayon].sum()) - depart)
    assert sum(gains) >= (1 - 1 / math.e) * optimum - 1e-9
    assert sum(gains) <= optimum + 1e-9
