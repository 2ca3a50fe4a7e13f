"""Secteurs : formules (propriétés, cas à la main), repères de produit.md, catalogue retrouvé."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo.secteurs import champs, decalage, exposition, indices, structure
from geo.secteurs.noms import NOMS

effectif = st.integers(0, 50_000).map(float)
vecteurs = st.integers(2, 38).flatmap(
    lambda n: st.tuples(*(st.lists(effectif, min_size=n, max_size=n).map(np.array) for _ in range(4)))
)
REPERES = {"1109": -23_942, "8421": 25_937, "0051": -830}
"""Parts locales de produit.md (Urssaf A38, 2019-2024), face à la France métropolitaine."""


@pytest.mark.parametrize("zone", REPERES)
def test_part_locale_de_produit_md(zone: str) -> None:
    lu = decalage.decalage(zone, champs.METROPOLE)
    assert round(lu.local) == REPERES[zone]
    assert round(lu.rythme, 1) == 6.5


def test_la_france_avec_outre_mer_donne_d_autres_parts() -> None:
    """La référence change le résultat : elle doit toujours être nommée."""
    lu = decalage.decalage("1109", champs.FRANCE)
    assert round(lu.local) == -28_212
    assert round(lu.rythme, 2) == 6.65


@given(vecteurs)
def test_les_trois_parts_somment_a_la_variation(series: tuple[np.ndarray, ...]) -> None:
    avant, apres, ref_avant, ref_apres = (pd.Series(serie) for serie in series)
    if ref_avant.sum() == 0:
        return
    table = decalage.decomposer(avant, apres, ref_avant, ref_apres)
    gardes = ref_avant > 0
    variation = (apres - avant)[gardes].sum()
    assert math.isclose(
        table[["national", "structurel", "local"]].to_numpy().sum(), variation, rel_tol=1e-9, abs_tol=1e-6 * 5e4 * 38
    )
    assert list(table.index) == list(avant.index[gardes])


def test_decalage_a_la_main() -> None:
    """Deux secteurs : pays 200 → 220 (+10 %), industrie 100 → 90 (−10 %), services 100 → 130 (+30 %).

    Zone : industrie 50 → 50, services 10 → 12. Nationale 6 ; structurelle 50×(−0,2) + 10×0,2 = −8 ;
    locale (50 − 45) + (12 − 13) = 4 ; somme 2 = 62 − 60.
    """

    def serie(*valeurs: float) -> pd.Series:
        return pd.Series(valeurs, index=["C", "G"], dtype=float)

    table = decalage.decomposer(serie(50, 10), serie(50, 12), serie(100, 100), serie(90, 130))
    assert table["national"].sum() == pytest.approx(6)
    assert table["structurel"].sum() == pytest.approx(-8)
    assert table["local"].tolist() == pytest.approx([5, -1])


def test_une_case_non_disponible_est_hors_calcul_et_dite() -> None:
    avant = pd.Series({"A": 10.0, "B": math.nan, "C": 5.0})
    apres = pd.Series({"A": 12.0, "B": 4.0, "C": 5.0})
    pays = pd.Series({"A": 100.0, "B": 50.0, "C": 0.0})
    assert list(decalage.decomposer(avant, apres, pays, pays).index) == ["A"]
    touchee = next(z for z in champs.zones("urssaf") if decalage.decalage(z, champs.METROPOLE).ecartes)
    lu = decalage.decalage(touchee, champs.METROPOLE)
    for _, depart, arrivee in lu.ecartes:
        assert math.isnan(depart) != math.isnan(arrivee)


@pytest.mark.parametrize("zone", ["1109", "0051", "0101", "9401", "2714"])
@pytest.mark.parametrize("reference", [champs.METROPOLE, champs.FRANCE, "8421"])
def test_les_vraies_zones_somment(zone: str, reference: str) -> None:
    lu = decalage.decalage(zone, reference)
    assert lu.national + lu.structurel + lu.local == pytest.approx(lu.variation, abs=1e-6)
    total = sum(champs.effectifs("urssaf", "A38", a, zone).sum() * s for a, s in ((2024, 1), (2019, -1)))
    hors = sum(np.nan_to_num(b) - np.nan_to_num(a) for _, a, b in lu.ecartes)
    assert lu.variation + hors == pytest.approx(total)


def test_la_part_locale_du_pays_est_nulle() -> None:
    """Sommées sur toutes les zones de la référence, parts structurelle et locale se compensent (aux « nd » près)."""
    parts = [decalage.decalage(z, champs.FRANCE) for z in champs.zones("urssaf")]
    hors = sum(np.nan_to_num(b) - np.nan_to_num(a) for lu in parts for _, a, b in lu.ecartes)
    assert abs(sum(lu.structurel + lu.local for lu in parts) + hors) < 200


@given(vecteurs)
def test_moyenne_des_quotients_ponderee_par_la_reference_vaut_un(series: tuple[np.ndarray, ...]) -> None:
    local, reference = series[0], series[1]
    if local.sum() == 0 or np.any(reference == 0):
        return
    assert np.average(indices.quotients(local, reference), weights=reference) == pytest.approx(1)


@given(vecteurs)
def test_herfindahl_est_entre_un_sur_n_et_un(series: tuple[np.ndarray, ...]) -> None:
    local = series[0]
    if local.sum() == 0:
        return
    assert 1 / len(local) - 1e-9 <= indices.herfindahl(local) <= 1 + 1e-9
    assert 1 - 1e-9 <= indices.equivalents(local) <= len(local) + 1e-6


@given(vecteurs)
def test_krugman_est_entre_zero_et_cent_et_symetrique(series: tuple[np.ndarray, ...]) -> None:
    local, autre = series[0], series[1]
    assert indices.krugman(local, local) == 0
    if local.sum() and autre.sum():
        assert 0 <= indices.krugman(local, autre) <= 100 + 1e-9
        assert indices.krugman(local, autre) == pytest.approx(indices.krugman(autre, local))


def test_indices_a_la_main() -> None:
    assert indices.herfindahl(np.array([1.0, 1, 1, 1])) == 0.25
    assert indices.krugman(np.array([1.0, 0]), np.array([0.0, 1])) == 100
    assert indices.krugman(np.array([3.0, 1]), np.array([1.0, 1])) == pytest.approx(25)
    assert indices.quotients(np.array([30.0, 70]), np.array([10.0, 90])).tolist() == pytest.approx([3, 7 / 9])


@pytest.mark.parametrize(
    ("n", "bas", "haut"), [(1, 0.025, 5.57), (5, 1.62, 11.67), (10, 4.80, 18.39), (100, 81.4, 121.6)]
)
def test_intervalle_de_poisson_face_aux_valeurs_exactes(n: int, bas: float, haut: float) -> None:
    """Bornes exactes de Garwood (tables usuelles) ; l'approximation de Byar en est proche dès cinq."""
    dits = indices.intervalle_poisson(np.array([float(n)]))
    assert dits[0][0] == pytest.approx(bas, rel=0.02 if n >= 5 else 1, abs=0.05)
    assert dits[1][0] == pytest.approx(haut, rel=0.02)


@given(st.integers(0, 10**6))
def test_l_intervalle_contient_l_effectif(n: int) -> None:
    (bas,), (haut,) = indices.intervalle_poisson(np.array([float(n)]))
    assert 0 <= bas <= n < haut


def test_krugman_retrouve_l_indicateur_du_catalogue() -> None:
    publie = entrepot.valeurs_periode("specialisation", "zone_emploi", "2024")["valeur"]
    for zone in ("1109", "8421", "0051", "0101", "2714"):
        vu = structure.resumer(zone, "urssaf", "A5")
        assert vu.specialisation == pytest.approx(publie[zone], abs=0.006)


def test_structure_d_alencon() -> None:
    lignes = {ligne.secteur: ligne for ligne in structure.structure("0051", champs.METROPOLE, "urssaf", "A38")}
    assert lignes["CA"].effectif == 829
    assert lignes["CA"].depart == 804
    assert math.isnan(lignes["CD"].effectif)
    assert math.isnan(lignes["CD"].ql)
    assert lignes["CD"].lecture == ""
    assert sum(ligne.part for ligne in lignes.values() if math.isfinite(ligne.part)) == pytest.approx(100)
    assert lignes["FZ"].lecture == structure.FORT_CROISSANCE
    assert lignes["CG"].lecture == structure.INDECIS
    assert lignes["CB"].lecture == structure.FORT_RECUL
    assert lignes["CG"].ecart == 1


@pytest.mark.parametrize("source", ["urssaf", "flores"])
def test_totaux_egaux_entre_decoupages(source: str) -> None:
    fin = champs.CHAMPS[source].annees[-1]
    totaux = [champs.matrice(source, n, fin).sum(axis=1) for n in champs.NOMENCLATURES]
    for autre in totaux[1:]:
        assert (totaux[0] - autre).abs().max() < 0.5


def test_la_metropole_compte_287_zones() -> None:
    zones = champs.zones("urssaf")
    assert len(zones) == 305
    assert sum(map(champs.est_metropole, zones)) == 287
    assert champs.reference_par_defaut("0401") == champs.FRANCE
    assert champs.reference_par_defaut("0051") == champs.METROPOLE


def test_chaque_secteur_a_un_nom() -> None:
    table = entrepot.table("secteurs")
    for nomenclature, groupe in table.groupby("nomenclature"):
        assert set(groupe["secteur"]) == set(NOMS[str(nomenclature)])


def test_exposition_a_la_main() -> None:
    vue = exposition.exposition("0051")
    reculs = exposition.reculs("urssaf", "A38")
    assert len(reculs) == 8
    assert all(taux < 0 for taux in reculs.values())
    ici = champs.effectifs("urssaf", "A38", 2024, "0051")
    assert vue.emplois == ici[list(reculs)].sum() == 3217
    assert vue.part == pytest.approx(100 * 3217 / 28_104)
    assert 1 <= vue.position.rang <= vue.position.sur == 305


def test_exposition_moyenne_du_pays() -> None:
    """La part du pays est la moyenne des zones pondérée par leurs emplois."""
    metropole = [z for z in champs.zones("urssaf") if champs.est_metropole(z)]
    vues = [exposition.exposition(z) for z in metropole[:3]]
    assert len({round(v.part_pays, 9) for v in vues}) == 1
    table = champs.matrice("urssaf", "A38", 2024).loc[metropole]
    assert vues[0].part_pays == pytest.approx(
        100
        * table[list(exposition.reculs("urssaf", "A38"))]
        .to_numpy()[np.isfinite(table[list(exposition.reculs("urssaf", "A38"))].to_numpy())]
        .sum()
        / np.nansum(table.to_numpy())
    )
