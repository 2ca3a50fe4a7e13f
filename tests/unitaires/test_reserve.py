"""La réserve : un résultat calculé une fois, une place bornée, et jamais la réponse d'une autre demande."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cachetools import LRUCache
from hypothesis import given
from hypothesis import strategies as st

from geo import reserve
from geo.reserve import place

demandes = st.lists(st.one_of(st.integers(0, 3), st.text("ab", max_size=2), st.tuples(st.integers(0, 2))), max_size=3)


@pytest.fixture(autouse=True)
def _vide() -> Iterator[None]:
    reserve.vider()
    yield
    reserve.vider()


def test_un_resultat_ne_se_calcule_qu_une_fois_et_sert_a_tous() -> None:
    appels: list[tuple[str, int]] = []

    @reserve.gardee
    def composer(nom: str, rang: int = 0) -> list[str]:
        appels.append((nom, rang))
        return [nom] * rang

    premiers = [composer("a", 2), composer("a", 2), composer("a", rang=3), composer("b", 2)]
    assert premiers[0] is premiers[1]
    assert appels == [("a", 2), ("a", 3), ("b", 2)]


@given(st.lists(demandes, max_size=20))
def test_la_reponse_est_toujours_celle_de_la_demande(suite: list[list[Any]]) -> None:
    @reserve.gardee
    def dire(demande: list[Any], par_nom: dict[str, Any]) -> str:
        return repr((demande, par_nom))

    for demande in suite:
        par_nom = {str(rang): valeur for rang, valeur in enumerate(demande)}
        assert dire(demande, par_nom) == repr((demande, par_nom))


def test_rien_n_est_garde_d_un_echec() -> None:
    essais: list[int] = []

    @reserve.gardee
    def hesiter(_: str) -> int:
        essais.append(1)
        if len(essais) == 1:
            raise ValueError("une première fois")
        return len(essais)

    with pytest.raises(ValueError, match="première"):
        hesiter("a")
    assert [hesiter("a"), hesiter("a")] == [2, 2]


def test_un_argument_qui_ne_se_hache_pas_se_refuse() -> None:
    @reserve.gardee
    def lire(table: pd.DataFrame) -> int:
        return len(table)

    with pytest.raises(TypeError):
        lire(pd.DataFrame())


def test_la_place_est_bornee_et_un_trop_gros_n_entre_pas(monkeypatch: pytest.MonkeyPatch) -> None:
    petite: LRUCache[Any, Any] = LRUCache(100_000, getsizeof=lambda garde: garde[1])
    monkeypatch.setattr(place, "_gardes", petite)
    monkeypatch.setattr(place, "OCTETS", 100_000)

    @reserve.gardee
    def remplir(octets: int, _: int) -> bytes:
        return b"x" * octets

    for rang in range(50):
        remplir(5_000, rang)
        assert reserve.poids() <= 100_000
    assert reserve.poids() > 90_000
    remplir(50_000, 0)
    assert all(poids < 50_000 for _, poids in petite.values())


@pytest.mark.parametrize(
    ("valeur", "au_moins"),
    [
        ("x" * 10_000, 10_000),
        (np.zeros(10_000), 80_000),
        ({"a": ["x" * 10_000]}, 10_000),
        (pd.DataFrame({"a": np.zeros(10_000)}), 80_000),
    ],
)
def test_le_poids_compte_ce_que_le_resultat_contient(valeur: object, au_moins: int) -> None:
    enferme = [valeur, valeur, lambda: valeur]
    assert au_moins <= reserve.peser(valeur, set()) < 1.5 * au_moins + 2_000
    assert reserve.peser(enferme, set()) < 1.5 * au_moins + 3_000


def test_plusieurs_lecteurs_a_la_fois_lisent_juste() -> None:
    @reserve.gardee
    def carre(nombre: int) -> int:
        return nombre * nombre

    faux: list[int] = []

    def lecteur() -> None:
        faux.extend(n for n in list(range(200)) * 5 if carre(n) != n * n)

    fils = [threading.Thread(target=lecteur) for _ in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert faux == []
