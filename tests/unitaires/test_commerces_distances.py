"""Distances au grand cercle et au plus proche : valeurs connues, propriétés, mer jamais traversée."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo.commerces import sphere
from geo.commerces.distances import AUCUN, distances, prechauffer, releve, secteurs
from geo.commerces.types import HORS_RELEVE, MASCULINS, NOMS, types
from geo.territoires.index import index

SANS_CONTOUR = {"15031", "15035", "15047", "15171"}
"""Communes du Cantal rétablies en 2025 : elles ont encore le point de celle dont le contour les couvre."""
degres = st.tuples(st.floats(-180, 180), st.floats(-89, 89))


def _haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    """La formule du demi-sinus verse, écrite à part."""
    (lo1, la1), (lo2, la2) = (tuple(map(math.radians, point)) for point in (a, b))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))


def _points(*lieux: tuple[float, float]) -> np.ndarray:
    return sphere.vecteurs(np.array([lon for lon, _ in lieux]), np.array([lat for _, lat in lieux]))


def test_distances_connues() -> None:
    """Un degré de méridien vaut 111,195 km ; Paris–Marseille environ 661 km ; d'un pôle à l'autre, π R."""
    assert sphere.entre_km(_points((0, 0)), _points((0, 1)))[0, 0] == pytest.approx(111.195, abs=1e-3)
    assert sphere.entre_km(_points((2.3522, 48.8566)), _points((5.3698, 43.2965)))[0, 0] == pytest.approx(660.5, abs=1)
    assert sphere.entre_km(_points((0, 90)), _points((0, -90)))[0, 0] == pytest.approx(math.pi * sphere.RAYON_KM)


@given(degres, degres)
def test_comme_la_formule_du_demi_sinus_verse(a: tuple[float, float], b: tuple[float, float]) -> None:
    trouvee = float(sphere.entre_km(_points(a), _points(b))[0, 0])
    assert trouvee == pytest.approx(_haversine(a, b), rel=1e-6, abs=1e-4)


@given(st.lists(degres, min_size=1, max_size=12), st.lists(degres, min_size=1, max_size=8))
def test_l_arbre_trouve_le_minimum(ici: list[tuple[float, float]], la: list[tuple[float, float]]) -> None:
    km, rangs = sphere.plus_proches(_points(*ici), _points(*la))
    toutes = sphere.entre_km(_points(*ici), _points(*la))
    np.testing.assert_allclose(km, toutes.min(axis=1), atol=1e-6)
    np.testing.assert_allclose(toutes[np.arange(len(ici)), rangs], km, atol=1e-6)


def test_jamais_d_une_terre_a_l_autre() -> None:
    points = _points((0, 0), (0, 1), (0, 2), (0, 3))
    terres = np.array(["a", "a", "b", "c"])
    km, proche = distances(points, terres, np.array([2.0, 0.0, 0.0, np.nan]))
    assert km[:2] == pytest.approx([0, 111.195], abs=1e-3)
    assert np.isnan(km[2:]).all()
    assert proche.tolist() == [0, 0, AUCUN, AUCUN]


def test_terres_de_france() -> None:
    ou = dict(zip(index().codes, secteurs(), strict=True))
    assert {ou["2A004"], ou["2B033"]} == {"corse"}
    assert ou["97411"] == "974"
    assert ou["97608"] == "976"
    assert ou["29155"] == ou["75056"] == "continent"
    assert set(secteurs()) == {"continent", "corse", "971", "972", "973", "974", "976"}


@pytest.mark.parametrize("code", types())
def test_chaque_type_partout(code: str) -> None:
    """Distance nulle là où est le commerce et là seulement, plus proche sur la même terre, total de la table."""
    lu = releve(code)
    equipees = np.nan_to_num(lu.nombre) > 0
    assert (lu.km[equipees] == 0).all()
    ailleurs = lu.connu & ~equipees & np.isfinite(lu.km)
    nulles = {index().codes[rang] for rang in np.flatnonzero(ailleurs & (lu.km == 0))}
    assert nulles <= SANS_CONTOUR
    trouves = lu.proche >= 0
    assert (secteurs()[trouves] == secteurs()[lu.proche[trouves]]).all()
    assert equipees[lu.proche[trouves]].all()
    lignes = entrepot.table("equipements").query("type == @code")
    assert np.nansum(lu.nombre) == lignes["nombre"].sum()


def test_quarante_types_et_leurs_mots() -> None:
    assert prechauffer() == len(types()) == 40
    assert {*NOMS, *MASCULINS, *HORS_RELEVE} <= set(types())
    assert types()["boulangerie"].un == "une boulangerie"
    assert types()["medecin_generaliste"].le_plus_proche == "le plus proche"


def test_station_service_non_relevee_outre_mer_n_est_pas_zero() -> None:
    lu = releve("B316")
    outre_mer = np.char.startswith(secteurs(), "97")
    assert np.isnan(lu.nombre[outre_mer]).all()
    assert np.isnan(lu.km[outre_mer]).all()
    assert np.isfinite(lu.nombre[~outre_mer]).all()


def test_pas_de_gare_outre_mer_se_sait_mais_sans_distance() -> None:
    lu = releve("gare")
    outre_mer = np.char.startswith(secteurs(), "97")
    assert (lu.nombre[outre_mer] == 0).all()
    assert np.isnan(lu.km[outre_mer]).all()
    assert np.isfinite(lu.km[~outre_mer]).all()
