"""Classement : face à un tri naïf, filtres compris."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.erreurs import IndicateurInconnu
from geo.erreurs import NiveauIndisponible
from geo.mesures.classement import COLONNES, classer, regions
from geo.mesures.positions import position
from geo.mesures.repartitions import repartir
from tests.unitaires.repartitions_fabriquees import COUPLES

REGIONS = list(entrepot.territoires("region").index)


@pytest.mark.parametrize(("identifiant", "niveau"), COUPLES)
def test_tout_le_niveau_classe_selon_le_sens(identifiant: str, niveau: str) -> None:
    table, repartition = classer(identifiant, niveau), repartir(identifiant, niveau)
    assert tuple(table.columns) == COLONNES
    assert sorted(table["code"]) == sorted(entrepot.territoires(niveau).index)
    presentes = table["valeur"].dropna()
    assert table["valeur"].iloc[len(presentes) :].isna().all()
    haut_d_abord = charger().indicateur(identifiant).sens != "mieux_bas"
    assert presentes.is_monotonic_decreasing if haut_d_abord else presentes.is_monotonic_increasing
    assert (table["rang"].fillna(0) == table["rang_national"].fillna(0)).all()
    valeurs = dict(zip(repartition.codes, repartition.valeurs, strict=True))
    for ligne in table.itertuples():
        attendue = valeurs.get(str(ligne.code), math.nan)
        assert ligne.valeur == attendue or math.isnan(attendue)


def test_rang_national_celui_de_la_fiche() -> None:
    repartition = repartir("chomage_localise", "zone_emploi")
    for ligne in classer("chomage_localise", region="28").dropna(subset=["valeur"]).itertuples():
        assert ligne.rang_national == position(repartition, str(ligne.code)).rang


def test_zone_interregionale_dans_chacune_de_ses_regions() -> None:
    assert regions("zone_emploi")["0051"] == ("28", "52")
    ligne = classer("chomage_localise", region="52").set_index("code").loc["0051"]
    assert ligne["region"] == "Normandie, Pays de la Loire"
    assert "0051" in set(classer("chomage_localise", region="28")["code"])
    assert "0051" not in set(classer("chomage_localise", region="84")["code"])


def test_chaque_zone_dans_au_moins_une_region() -> None:
    reunies = {code for region in REGIONS for code in classer("population", region=str(region))["code"]}
    assert reunies == set(entrepot.territoires("zone_emploi").index)
    assert classer("population", region="zut").empty


@given(st.sampled_from(["", *map(str, REGIONS)]), st.floats(0, 1e6), st.floats(0, 8e6))
def test_filtres_face_a_un_parcours_naif(region: str, minimum: float, maximum: float) -> None:
    table = classer("chomage_localise", region=region, population_min=minimum, population_max=maximum)
    populations = entrepot.territoires("zone_emploi")["population"]
    attendus = {
        code
        for code, population in populations.items()
        if minimum <= population <= maximum and (not region or region in regions("zone_emploi")[str(code)])
    }
    assert set(table["code"]) == attendus
    presentes = table["valeur"].dropna().tolist()
    assert table["rang"].dropna().tolist() == [presentes.index(v) + 1 for v in presentes]


def test_statut_dit_et_rang_absent_sans_donnee() -> None:
    mayotte = classer("chomage_localise").set_index("code").loc["0601"]
    assert mayotte["statut"] == "nd"
    assert mayotte.isna()[["rang", "rang_national", "valeur"]].all()


@pytest.mark.parametrize("niveau", ["commune", "epci", "departement", "region", "france"])
def test_autres_niveaux(niveau: str) -> None:
    table = classer("emploi_prive", niveau)
    assert len(table) == len(entrepot.territoires(niveau))
    assert table["rang"].min() == 1


def test_periode_choisie_ou_inconnue() -> None:
    ancienne, derniere = classer("chomage_localise", periode="2003-T1"), classer("chomage_localise", periode="zut")
    assert not ancienne["valeur"].equals(derniere["valeur"])
    assert derniere.equals(classer("chomage_localise"))


def test_demandes_inconnues() -> None:
    with pytest.raises(IndicateurInconnu):
        classer("zut")
    with pytest.raises(NiveauIndisponible):
        classer("chomage_localise", "commune")
