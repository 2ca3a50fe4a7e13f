"""Une couleur garde le même sens à toutes les dates d'une série ; une seule mise en classes pour tous."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees import entrepot
from geo.cartes.classes import Reglages, classement, couleurs, en_serie, intervalle, mettre_en_classes
from geo.mesures.classes import METHODES
from geo.mesures.repartitions import repartir, restreindre
from geo.sorties import image
from tests.unitaires.repartitions_fabriquees import PIVOTS, ZONES, fabriquee

SERIES_ZONES = [i for i in ZONES if len(entrepot.periodes(i, "zone_emploi")) > 1]
SEULES = [i for i in ZONES if len(entrepot.periodes(i, "zone_emploi")) == 1]


def _classes(indicateur: str, periode: str, reglages: Reglages) -> tuple[tuple[float, ...], list[str]]:
    classes = classement(indicateur, "zone_emploi", periode, "", reglages)
    return classes.bornes, couleurs(repartir(indicateur, "zone_emploi", periode), classes)


@pytest.mark.parametrize("indicateur", SERIES_ZONES)
@pytest.mark.parametrize("methode", sorted(METHODES))
def test_memes_classes_et_memes_couleurs_a_toutes_les_dates(indicateur: str, methode: str) -> None:
    reglages = Reglages(methode, seuils=(-4.0, 6.0, 9.5, 60.0))
    periodes = entrepot.periodes(indicateur, "zone_emploi")
    bornes, teintes = _classes(indicateur, periodes[-1], reglages)
    assert (bornes[0], bornes[-1]) == (-math.inf, math.inf)
    for periode in (periodes[0], periodes[len(periodes) // 2]):
        assert _classes(indicateur, periode, reglages) == (bornes, teintes)


@pytest.mark.parametrize("indicateur", SERIES_ZONES)
def test_les_classes_sont_celles_de_la_derniere_date(indicateur: str) -> None:
    """Ouvertes ou fermées, les mêmes territoires y sont dans les mêmes classes, au pivot près, qui s'ajoute."""
    derniere = entrepot.periodes(indicateur, "zone_emploi")[-1]
    ouvertes, fermees = (
        classement(indicateur, "zone_emploi", derniere, "", Reglages(par_date=libre)) for libre in (False, True)
    )
    assert set(ouvertes.bornes[1:-1]) - set(fermees.bornes) <= {repartir(indicateur, "zone_emploi").indicateur.pivot}
    if len(ouvertes.bornes) == len(fermees.bornes):
        np.testing.assert_array_equal(ouvertes.indices, fermees.indices)


def test_l_interrupteur_rend_a_chaque_date_ses_propres_classes() -> None:
    bornes = {_classes("chomage_localise", periode, Reglages(par_date=True))[0] for periode in ("2009-T4", "2025-T4")}
    assert len(bornes) == 2
    assert all(math.isfinite(borne) for ligne in bornes for borne in ligne)


@settings(max_examples=40)
@given(st.sampled_from(PIVOTS), st.sampled_from(sorted(METHODES)), st.integers(3, 7), st.integers(0, 200))
def test_a_aucune_date_une_classe_ne_mele_hausse_et_baisse(
    indicateur: str, methode: str, nombre: int, place: int
) -> None:
    periodes = entrepot.periodes(indicateur, "zone_emploi")
    repartition = repartir(indicateur, "zone_emploi", periodes[place % len(periodes)])
    classes = mettre_en_classes(repartition, Reglages(methode, nombre, (1.0, 2.0)))
    pivot = repartition.indicateur.pivot
    assert pivot is not None
    for rang in range(len(classes.effectifs)):
        ecarts = np.round(repartition.valeurs[classes.indices == rang], repartition.indicateur.decimales) - pivot
        assert (ecarts <= 0).all() or (ecarts >= 0).all()


@pytest.mark.parametrize("indicateur", SEULES[:12])
def test_une_seule_date_garde_ses_classes_fermees(indicateur: str) -> None:
    repartition = repartir(indicateur, "zone_emploi")
    assert not en_serie(repartition)
    bornes = mettre_en_classes(repartition, Reglages()).bornes
    arrondies = np.round(repartition.observees, repartition.indicateur.decimales)
    assert (bornes[0], bornes[-1]) == (arrondies.min(), arrondies.max())


def test_une_repartition_composee_garde_ses_propres_classes() -> None:
    """Des communes choisies, ou des valeurs fabriquées, ne sont pas une date de la série publiée."""
    choisies = restreindre(repartir("chomage_localise", "zone_emploi", "2009-T4"), ("8421", "0051", "1109", "7625"))
    for repartition in (choisies, fabriquee([1.0, 2.0, 3.0, 50.0])):
        assert not en_serie(repartition)
        bornes = mettre_en_classes(repartition, Reglages(nombre=3)).bornes
        assert math.isfinite(bornes[0])
        assert math.isfinite(bornes[-1])


def test_l_image_dit_les_classes_de_la_carte() -> None:
    """À une date ancienne, l'image n'a ni d'autres seuils ni d'autres couleurs que la carte."""
    repartition = repartir("chomage_localise", "zone_emploi", "2009-T4")
    dessin = image.image(repartition, Reglages(), "svg").decode()
    bornes, teintes = _classes("chomage_localise", "2009-T4", Reglages())
    effectifs = classement("chomage_localise", "zone_emploi", "2009-T4", "", Reglages()).effectifs
    for bas, haut, effectif, teinte in zip(bornes, bornes[1:], effectifs, teintes, strict=False):
        assert f"{intervalle(bas, haut, 1)} ({effectif})" in dessin
        assert teinte in dessin


@pytest.mark.parametrize(
    ("bas", "haut", "dit"),
    [
        (6.1, 6.8, "6,1 à 6,8"),
        (-math.inf, 5.2, "5,2 et moins"),
        (9.8, math.inf, "plus de 9,8"),
        (-math.inf, math.inf, "toutes les valeurs"),
    ],
)
def test_classes_ouvertes_en_toutes_lettres(bas: float, haut: float, dit: str) -> None:
    assert intervalle(bas, haut, 1) == dit
