"""Les voisins d'un territoire : réciproques, les mêmes par leurs contours et par leurs communes, aucun pour une île."""

from __future__ import annotations

import pytest

from geo import territoires
from geo.territoires import formes, lire
from geo.territoires.territoire import parent
from geo.territoires.voisinage import DESSINES, voisins
from tests.lieux_temoins import GIER


@pytest.mark.parametrize("niveau", DESSINES)
def test_le_voisinage_est_reciproque(niveau: str) -> None:
    bords = formes.voisinages(niveau)
    assert any(bords.values())
    assert all(code in bords[autre] and autre != code for code, autres in bords.items() for autre in autres)


def test_des_voisins_connus() -> None:
    assert {v.code for v in voisins(lire("region", "53"))} == {"28", "52"}
    assert {v.code for v in voisins(lire("departement", "38"))} == {"01", "05", "07", "26", "42", "69", "73"}
    assert "38001" not in {v.code for v in voisins(lire("commune", "38563"))}
    assert {"38133", "38239"} <= {v.code for v in voisins(lire("commune", "38563"))}


@pytest.mark.parametrize(
    ("niveau", "code"),
    [("france", "FR"), ("region", "04"), ("commune", "29155"), ("region", "94"), ("departement", "976")],
)
def test_la_france_et_les_iles_n_en_ont_pas(niveau: str, code: str) -> None:
    assert voisins(lire(niveau, code)) == ()


@pytest.mark.parametrize("code", ["8435", "8421", "0051"])
def test_une_zone_a_les_memes_voisines_par_son_contour_et_par_ses_communes(code: str) -> None:
    communes = formes.limitrophes(lire("zone_emploi", code).communes)
    zones = {zone.code for commune in communes if (zone := parent(lire("commune", commune), "zone_emploi"))}
    assert zones == {voisine.code for voisine in voisins(lire("zone_emploi", code))}


def test_un_perimetre_a_ses_communes_limitrophes_et_une_intercommunalite_ses_pareilles() -> None:
    gier = territoires.du_perimetre(GIER)
    limitrophes = {commune.code for commune in voisins(gier)}
    assert limitrophes
    assert not limitrophes & set(GIER)
    for commune in voisins(gier):
        assert {voisine.code for voisine in voisins(commune)} & set(GIER)
    nancy = voisins(lire("epci", "245400676"))
    assert {autre.niveau for autre in nancy} == {"epci"}
    assert [autre.code for autre in nancy] == sorted(autre.code for autre in nancy)
