"""Les créations d'établissements : comme le catalogue pour une zone, sommées pour un ensemble, refusées ailleurs."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo import mesures, territoires
from geo.commerces import creations
from geo.commerces.evolutions import comparable, evolution
from geo.territoires import lire

FRANCE = lire("france", "FR")


@pytest.mark.parametrize("code", ["0051", "8421", "1109", "4415", "9317"])
def test_une_zone_a_les_valeurs_du_catalogue(code: str) -> None:
    zone = lire("zone_emploi", code)
    lu = creations.lire(zone)
    assert lu is not None
    assert lu.propre
    assert lu.nombre == mesures.mesurer(zone, "creations_etablissements").valeur
    assert lu.taux == pytest.approx(mesures.mesurer(zone, "creations_pour_1000_habitants").valeur, abs=0.006)
    assert lu.un_an == pytest.approx(mesures.mesurer(zone, "creations_evolution_1_an").valeur, abs=0.006)
    assert lu.cinq_ans == pytest.approx(mesures.mesurer(zone, "creations_evolution_5_ans").valeur, abs=0.006)
    ou = mesures.position(zone, mesures.mesurer(zone, "creations_pour_1000_habitants"))
    assert abs(lu.rang - ou.rang) <= 1  # le catalogue arrondit les taux avant de les ranger
    assert lu.sur == ou.sur == 280


def test_totaux_connus() -> None:
    """Deux totaux relevés dans la source : 615 957 en 2012, 1 219 089 en 2024."""
    serie = dict(creations.ensemble())
    assert serie["2012"] == 615_957
    assert serie["2024"] == 1_219_089
    lu = creations.lire(FRANCE)
    assert lu is not None
    assert dict(lu.serie) == serie
    assert not lu.propre
    assert 0.9 < lu.part < 1
    assert lu.rang == 0
    assert "280 zones d'emploi publiées" in creations.phrase(FRANCE, lu)


def test_un_perimetre_de_deux_zones_entieres_est_leur_somme() -> None:
    deux = [lire("zone_emploi", code) for code in ("0051", "8421")]
    reunies = creations.lire(territoires.du_perimetre(c for zone in deux for c in zone.communes))
    lues = [creations.lire(zone) for zone in deux]
    assert reunies is not None
    assert reunies.propre
    assert reunies.rang == 0
    assert reunies.nombre == sum(lu.nombre for lu in lues if lu)
    population = sum(zone.population for zone in deux)
    assert reunies.taux == pytest.approx(1000 * reunies.nombre / population)


def test_ailleurs_la_zone_principale_est_nommee_avec_la_part_des_habitants() -> None:
    orne = lire("departement", "61")
    lu = creations.lire(orne)
    assert lu is not None
    assert not lu.propre
    assert lu.sujet == "Flers"
    assert "où vivent 31\u00a0% des habitants" in creations.phrase(orne, lu)
    commune = creations.lire(lire("commune", "61001"))
    assert commune is not None
    assert commune.part == 1


@pytest.mark.parametrize(
    "lieu", [("region", "94"), ("departement", "974"), ("commune", "97608"), ("zone_emploi", "0101")]
)
def test_ni_corse_ni_outre_mer(lieu: tuple[str, str]) -> None:
    assert creations.lire(lire(*lieu)) is None
    assert "pas publiées" in creations.phrase(lire(*lieu), None)


@given(st.lists(st.integers(1, 10_000), min_size=6, max_size=6))
def test_evolution_a_la_main(nombres: list[int]) -> None:
    serie = tuple((str(2018 + rang), float(nombre)) for rang, nombre in enumerate(nombres))
    assert evolution(serie, 1) == pytest.approx(100 * (nombres[5] - nombres[4]) / nombres[4])
    assert evolution(serie, 5) == pytest.approx(100 * (nombres[5] - nombres[0]) / nombres[0])
    assert math.isnan(evolution(serie, 6))


@given(st.integers(1, 6), st.integers(2013, 2030))
def test_aucune_evolution_ne_traverse_une_rupture(ans: int, derniere: int) -> None:
    """La rupture de 2024 sépare 2023 de 2024 : un écart finit avant elle, ou commence avec elle."""
    fin = comparable([str(annee) for annee in range(2012, derniere + 1)], ans)
    assert int(fin) <= derniere
    assert not int(fin) - ans < 2024 <= int(fin)
    assert int(fin) == derniere or derniere - ans < 2024 <= derniere


def test_classement() -> None:
    table = creations.table()
    assert len(table) == 280
    assert table["rang"].iloc[0] == 1
    assert table["taux"].is_monotonic_decreasing
    assert table["libelle"].iloc[0] == "Sainte-Maxime"
    stock = entrepot.valeurs_periode("etablissements", "zone_emploi", "2018")["valeur"]["0051"]
    attendu = 100 * creations.effectifs()["2019"]["0051"] / stock
    lu = creations.lire(lire("zone_emploi", "0051"))
    assert lu is not None
    assert table["par_stock"]["0051"] == pytest.approx(attendu)
    assert lu.par_stock == pytest.approx(attendu)
    assert lu.rang == table["rang"]["0051"]
    montrees = creations.a_montrer(["0051", "9401", "8421"])
    assert montrees["Code"].tolist() == ["0051", "8421"]
    assert "En un an, jusqu'en 2023 (%)" in montrees.columns
    assert list(creations.a_montrer().columns)[:3] == ["Rang", "Zone d'emploi", "Créations"]


def test_serie_a_montrer() -> None:
    lu = creations.lire(lire("zone_emploi", "0051"))
    assert lu is not None
    table = creations.serie_a_montrer(lu)
    assert list(table.columns) == ["Année", "Alençon", "280 zones publiées"]
    assert len(table) == 13
    assert list(creations.serie_a_montrer(creations.lire(FRANCE)).columns) == ["Année", "280 zones d'emploi publiées"]  # type: ignore[arg-type]  # la France est lue
