"""Mise en classes : ce que la légende promet est vrai de chaque valeur."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.mesures.classes import CLASSES_MAX, CLASSES_MIN, METHODES, SANS_DONNEE, Classement, classer
from tests.unitaires.repartitions_fabriquees import mesures, reels

SEUILS = (-100.0, -1.5, 0.5, 3.0, 250.0)
listes = st.lists(mesures, max_size=40)
methodes = st.sampled_from(sorted(METHODES))
nombres = st.integers(CLASSES_MIN, CLASSES_MAX)
arrondis = st.sampled_from([None, 0, 1, 2])
pivots = st.sampled_from([None, 0.0, 100.0])


def _tableau(valeurs: list[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(valeurs, dtype=np.float64)


def _verifier(valeurs: list[float], classes: Classement) -> None:
    """Chaque valeur est dans l'intervalle que la légende annonce, et le compte y est."""
    bornes = classes.bornes
    assert list(bornes) == sorted(bornes)
    assert len(set(bornes[1:])) == len(bornes[1:])
    for valeur, classe in zip(valeurs, classes.indices, strict=True):
        if not math.isfinite(valeur):
            assert classe == SANS_DONNEE
            continue
        assert bornes[classe] < valeur <= bornes[classe + 1] or (classe == 0 and bornes[0] <= valeur <= bornes[1])
    assert len(classes.effectifs) == max(len(bornes) - 1, 0)
    assert sum(classes.effectifs) + classes.sans_donnee == len(valeurs)
    for rang, effectif in enumerate(classes.effectifs):
        assert effectif == int((classes.indices == rang).sum())
    assert math.isnan(classes.gvf) or -1e-9 <= classes.gvf <= 1 + 1e-9


@given(listes, methodes, nombres, pivots, arrondis)
def test_chaque_valeur_dans_sa_classe(
    valeurs: list[float], methode: str, nombre: int, pivot: float | None, decimales: int | None
) -> None:
    classes = classer(_tableau(valeurs), methode, nombre, seuils=SEUILS, pivot=pivot, decimales=decimales)
    _verifier(valeurs, classes)
    if methode != "manuelles":
        assert len(classes.effectifs) <= nombre
    presentes = [v for v in valeurs if math.isfinite(v)]
    if presentes:
        assert classes.bornes[0] == min(presentes)
        assert classes.bornes[-1] == max(presentes)


@given(listes, methodes, nombres, arrondis)
def test_pivot_est_une_borne_et_ne_mele_pas_les_signes(
    valeurs: list[float], methode: str, nombre: int, decimales: int | None
) -> None:
    classes = classer(_tableau(valeurs), methode, nombre, seuils=SEUILS, pivot=0.0, decimales=decimales)
    presentes = [v for v in valeurs if math.isfinite(v)]
    if presentes and min(presentes) < 0 < max(presentes):
        assert 0.0 in classes.bornes
    for rang in range(len(classes.effectifs)):
        dedans = _tableau(valeurs)[classes.indices == rang]
        assert not ((dedans < 0).any() and (dedans > 0).any())


@given(st.lists(reels, min_size=1, max_size=40), st.lists(reels, max_size=6))
def test_seuils_manuels_tous_gardes_dans_l_etendue(valeurs: list[float], seuils: list[float]) -> None:
    classes = classer(_tableau(valeurs), "manuelles", seuils=seuils, pivot=0.0)
    _verifier(valeurs, classes)
    assert {s for s in seuils if min(valeurs) < s < max(valeurs)} <= set(classes.bornes)


@given(listes, methodes, nombres, st.randoms(use_true_random=False))
def test_l_ordre_ne_change_rien(valeurs: list[float], methode: str, nombre: int, hasard: object) -> None:
    ordre = list(range(len(valeurs)))
    hasard.shuffle(ordre)  # type: ignore[attr-defined]  # hypothesis ne déclare pas le type de son générateur
    droite = classer(_tableau(valeurs), methode, nombre, seuils=SEUILS)
    melee = classer(_tableau([valeurs[i] for i in ordre]), methode, nombre, seuils=SEUILS)
    assert melee.bornes == droite.bornes
    assert melee.effectifs == droite.effectifs
    assert melee.indices.tolist() == [int(droite.indices[i]) for i in ordre]


@given(st.lists(reels, min_size=2, max_size=40, unique=True), nombres)
def test_jenks_ajuste_au_moins_aussi_bien_que_les_quantiles(valeurs: list[float], nombre: int) -> None:
    jenks = classer(_tableau(valeurs), "jenks", nombre)
    quantiles = classer(_tableau(valeurs), "quantiles", nombre)
    assert jenks.gvf >= quantiles.gvf - 1e-6


@pytest.mark.parametrize("methode", sorted(METHODES))
@pytest.mark.parametrize("valeurs", [[], [math.nan], [math.nan, math.inf]])
def test_sans_aucune_valeur(methode: str, valeurs: list[float]) -> None:
    classes = classer(_tableau(valeurs), methode, 5, seuils=(1.0,), pivot=0.0)
    assert (classes.bornes, classes.effectifs, classes.sans_donnee) == ((), (), len(valeurs))
    assert math.isnan(classes.gvf)


@pytest.mark.parametrize("methode", sorted(METHODES))
def test_valeurs_constantes(methode: str) -> None:
    for valeurs in ([4.0], [4.0, 4.0, math.nan, 4.0]):
        classes = classer(_tableau(valeurs), methode, 5, seuils=(1.0, 4.0, 9.0))
        _verifier(valeurs, classes)
        assert classes.bornes == (4.0, 4.0)


@pytest.mark.parametrize("methode", ["quantiles", "jenks", "egales"])
def test_deux_valeurs_deux_classes(methode: str) -> None:
    classes = classer(_tableau([1.0, 2.0]), methode, 5)
    assert classes.effectifs == (1, 1)
    assert classes.gvf == 1.0


def test_quantiles_equilibres_et_egales_regulieres() -> None:
    valeurs = _tableau([float(v) for v in range(100)])
    assert classer(valeurs, "quantiles", 5).effectifs == (20, 20, 20, 20, 20)
    bornes = classer(_tableau([0.0, 1.0, 50.0, 60.0, 100.0]), "egales", 5).bornes
    assert np.allclose(np.diff(bornes), 20)


def test_jenks_trouve_les_groupes() -> None:
    valeurs = _tableau([1.0, 1.1, 1.2, 10.0, 10.1, 10.2, 50.0, 50.5])
    assert classer(valeurs, "jenks", 3).effectifs == (3, 3, 2)


def test_methode_inconnue() -> None:
    with pytest.raises(ValueError, match=r"hasard.*quantiles"):
        classer(_tableau([1.0]), "hasard")
