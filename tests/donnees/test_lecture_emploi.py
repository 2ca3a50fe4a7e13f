"""Lecteurs de l'emploi : estimations annuelles, SIDE, Flores, URSSAF, observatoire."""

from __future__ import annotations

import pandas as pd
import pytest

from donnees.erreurs import FormatInattendu
from donnees.lecture import insee_emploi, observatoire, urssaf
from donnees.lecture.socle import Brut
from tests.donnees.extraits import poser, poser_parquet, raccourcir

EMPLOI = "code_ze,year,na5,lib,lib_short,eff\n0051,1998,T,Total,Total,45279\n2456,1998,T,Total,Total,1203\n"
CREATIONS = "annee,ze2020,creations\n2012,0051,825\n2012,0052,1832\n"
SECTEURS = pd.DataFrame(
    {
        "code_ze": ["0051", "0051", "0052"],
        "a38": ["BZ", "CA", "CF"],
        "lib": ["Industries extractives", "Ind. alimentaires", "Pharmacie"],
        "eff_19": [88.0, 804.0, 1.0],
        "eff_22": [79.0, 820.0, None],
        "eff_23": [82.0, 827.0, None],
        "eff_24": [80.0, 829.0, None],
    }
)
SERIE = pd.DataFrame(
    [
        ("01001", "communes", 2014, 30),
        ("2A004", "communes", 2014, 21000),
        ("0051", "ze", 2014, 27000),
        ("200000172", "epci", 2014, 14000),
        ("2A", "dep", 2014, 40000),
        ("1", "reg", 2014, 80000),
        ("11", "reg", 2014, 4500000),
        ("00FR", "france", 2014, 17614085),
        ("00151", "uu", 2014, 5),
    ],
    columns=["code", "echelon", "year", "eff_total"],
)


def test_les_series_par_zone_se_lisent(brut_vide: Brut) -> None:
    poser(brut_vide, insee_emploi.EMPLOI_TOTAL, "\ufeff" + EMPLOI)
    poser(brut_vide, insee_emploi.CREATIONS, CREATIONS)
    total = insee_emploi.lire_emploi_total(brut_vide)
    assert total[["code", "periode", "valeur"]].to_numpy().tolist()[0] == ["0051", "1998", 45279.0]
    assert insee_emploi.lire_creations(brut_vide)["valeur"].tolist() == [825.0, 1832.0]


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        (EMPLOI.replace("eff\n", "effectif\n"), ["eff"]),
        (EMPLOI.replace("45279", "45 279 (p)"), ["eff", "un nombre"]),
        (EMPLOI.replace("0051,1998", "51,1998"), ["code_ze", "4 chiffres", "51"]),
        (EMPLOI.replace("0051,1998", "0051,98"), ["year", "année"]),
        (EMPLOI + "0051,1998,T,Total,Total,1\n", ["uniques", "0051 / 1998"]),
        (EMPLOI + "0052,1999", ["6 champs", "tronqué"]),
    ],
    ids=["colonne renommée", "texte dans un nombre", "zéro de tête perdu", "année courte", "double", "ligne coupée"],
)
def test_une_serie_abimee_dit_ou_et_quoi(brut_vide: Brut, texte: str, mots: list[str]) -> None:
    poser(brut_vide, insee_emploi.EMPLOI_TOTAL, texte)
    with pytest.raises(FormatInattendu) as erreur:
        insee_emploi.lire_emploi_total(brut_vide)
    assert all(mot in str(erreur.value) for mot in [insee_emploi.EMPLOI_TOTAL, *mots]), str(erreur.value)


def test_les_secteurs_se_deplient_et_gardent_leurs_trous(brut_vide: Brut) -> None:
    fichier = urssaf.SECTEURS.format(nomenclature="a38")
    poser_parquet(brut_vide, fichier, SECTEURS)
    table = urssaf.lire_urssaf(brut_vide, "a38").set_index(["code", "secteur", "annee"])["effectif"]
    assert len(table) == 3 * 4
    assert table[("0051", "CA", 2024)] == 829.0
    assert pd.isna(table[("0052", "CF", 2022)]), "une case vide n'est pas zéro"
    poser_parquet(brut_vide, fichier, SECTEURS.rename(columns={"eff_24": "eff_2024"}))
    with pytest.raises(FormatInattendu, match="eff_24"):
        urssaf.lire_urssaf(brut_vide, "a38")
    poser_parquet(brut_vide, fichier, pd.concat([SECTEURS, SECTEURS.head(1)]))
    with pytest.raises(FormatInattendu, match="0051 / BZ"):
        urssaf.lire_urssaf(brut_vide, "a38")
    raccourcir(brut_vide, fichier, 100)
    with pytest.raises(FormatInattendu, match="parquet"):
        urssaf.lire_urssaf(brut_vide, "a38")


def test_flores_lit_ses_deux_annees(brut_vide: Brut) -> None:
    poser_parquet(brut_vide, insee_emploi.FLORES.format(nomenclature="a38"), SECTEURS)
    assert sorted(insee_emploi.lire_flores(brut_vide, "a38")["annee"].unique()) == [2022, 2023]


def test_la_serie_urssaf_ne_confond_pas_la_guadeloupe_et_l_ile_de_france(brut_vide: Brut) -> None:
    poser_parquet(brut_vide, urssaf.SERIE, SERIE.assign(indice_fr_2014=0.0))
    table = urssaf.lire_serie(brut_vide)
    regions = table[table["niveau"] == "region"].set_index("code")["valeur"]
    assert regions.to_dict() == {"01": 80000.0, "11": 4500000.0}
    assert table.loc[table["niveau"] == "france", "code"].tolist() == ["FR"]
    assert len(table) == len(SERIE) - 1, "les unités urbaines sont laissées de côté"


@pytest.mark.parametrize(
    ("table", "mot"),
    [
        (SERIE[SERIE["echelon"] != "dep"], "« dep »"),
        (SERIE.replace({"code": {"01001": "1001"}}), "niveau commune"),
        (SERIE.replace({"code": {"11": "01"}}), "uniques"),
        (SERIE.drop(columns="eff_total"), "eff_total"),
    ],
    ids=["échelon absent", "commune à 4 chiffres", "régions confondues", "colonne absente"],
)
def test_une_serie_urssaf_abimee_se_dit(brut_vide: Brut, table: pd.DataFrame, mot: str) -> None:
    poser_parquet(brut_vide, urssaf.SERIE, table)
    with pytest.raises(FormatInattendu, match=mot):
        urssaf.lire_serie(brut_vide)


def test_l_observatoire_ne_garde_ni_indice_composite_ni_population(brut_vide: Brut) -> None:
    texte = "code,libelle,P22_POP,rev_med_21,idxeco_tot_ind_1622,log_vac_pct_22,logd_px2q2_mai_24,eco_krugman_a5_22\n"
    poser(
        brut_vide, observatoire.FICHIER, texte + "00FR,France,126555,23080,,7.86,2172,\n0051,Alençon,1,21500,3,9,1,8\n"
    )
    table = observatoire.lire_observatoire(brut_vide)
    assert sorted(table["variable"].unique()) == ["eco_krugman_a5_22", "log_vac_pct_22", "rev_med_21"]
    trou = table[(table["code"] == "00FR") & (table["variable"] == "eco_krugman_a5_22")]
    assert trou["statut"].tolist() == ["nd"]
    poser(brut_vide, observatoire.FICHIER, texte + "51,Alençon,1,21500,3,9,1,8\n")
    with pytest.raises(FormatInattendu, match="4 chiffres"):
        observatoire.lire_observatoire(brut_vide)
    poser(brut_vide, observatoire.FICHIER, "code;rev_med_21\n0051;21500\n")
    with pytest.raises(FormatInattendu, match="des colonnes dm_"):
        observatoire.lire_observatoire(brut_vide)
