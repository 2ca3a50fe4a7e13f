"""Totaux connus, vérifiés sur les produits construits."""

from __future__ import annotations

import pytest

from donnees import entrepot
from donnees.etapes.recrutements import HORS_CHAMP, RATTACHEMENTS
from donnees.lecture import insee_bpe, insee_emploi, urssaf
from donnees.lecture.socle import Brut, lire_json

URSSAF = {"2019": 18_748_962, "2022": 19_871_883, "2023": 19_969_005, "2024": 19_995_376}
FLORES = {"2022": 26_115_622, "2023": 26_527_385}
BMO = {"2023": 3_013_134, "2024": 2_751_069, "2025": 2_401_105}


def _somme(composante: str, niveau: str) -> dict[str, float]:
    table = entrepot.composantes(composante, niveau)
    # Les effectifs pondérés sont gardés au millième : leur somme est exacte au dixième d'individu.
    return {str(periode): round(valeur, 1) for periode, valeur in table.groupby("periode")["valeur"].sum().items()}


def _valeur(composante: str, niveau: str, code: str, periode: str) -> float:
    table = entrepot.composantes(composante, niveau).set_index(["code", "periode"])["valeur"]
    return float(table[(code, periode)])


def test_chaque_commune_a_sa_zone() -> None:
    appartenance = entrepot.table("appartenance")
    assert len(appartenance) == 34_875
    assert appartenance["zone_emploi"].nunique() == 306
    assert _somme("population_municipale", "commune") == {"2023": 68_350_798}


@pytest.mark.parametrize(("prefixe", "totaux"), [("prive", URSSAF), ("salaries", FLORES)])
@pytest.mark.parametrize("nomenclature", ["a5", "a21", "a38"])
def test_les_trois_nomenclatures_ont_le_meme_total(prefixe: str, totaux: dict[str, float], nomenclature: str) -> None:
    assert _somme(f"{prefixe}_{nomenclature}_total", "france") == totaux
    assert _somme(f"{prefixe}_{nomenclature}_total", "zone_emploi") == totaux


def test_l_emploi_prive_s_additionne_a_tous_les_niveaux() -> None:
    france = _somme("emploi_prive", "france")
    assert {annee: france[annee] for annee in URSSAF} == URSSAF
    assert list(france) == [str(annee) for annee in range(2014, 2025)]
    for niveau in ("commune", "zone_emploi", "departement", "region"):
        assert _somme("emploi_prive", niveau) == france, niveau
    sans_epci = france["2024"] - _somme("emploi_prive", "epci")["2024"]
    assert sans_epci == 1_012, "les quatre îles sans EPCI"


def test_la_serie_de_chaque_zone_est_son_total_a38() -> None:
    serie = entrepot.composantes("emploi_prive", "zone_emploi").set_index(["code", "periode"])["valeur"]
    total = entrepot.composantes("prive_a38_total", "zone_emploi").set_index(["code", "periode"])["valeur"]
    assert len(total) == 305 * 4
    assert (serie.reindex(total.index) == total).all()


def test_la_france_des_secteurs_est_celle_du_producteur(brut_reel: Brut) -> None:
    lectures = {"prive": urssaf.lire_urssaf_france(brut_reel), "salaries": insee_emploi.lire_flores_france(brut_reel)}
    for prefixe, publie in lectures.items():
        for ligne in publie.itertuples(index=False):
            composante = f"{prefixe}_a21_{str(ligne.secteur).lower()}"
            assert _valeur(composante, "france", "FR", str(ligne.annee)) == ligne.effectif, composante


def test_creations_et_emploi_total_n_inventent_pas_de_france() -> None:
    creations = entrepot.composantes("creations_etablissements", "zone_emploi")
    assert creations["code"].nunique() == 280
    assert {annee: _somme("creations_etablissements", "zone_emploi")[annee] for annee in ("2012", "2024")} == {
        "2012": 615_957,
        "2024": 1_219_089,
    }
    emploi = entrepot.composantes("emploi_salarie_total", "zone_emploi")
    zones = set(entrepot.territoires("zone_emploi").index)
    assert zones - set(emploi["code"]) == {"0601"}, "Mayotte manque : pas de total national"
    assert set(emploi["code"]) <= zones, "aucune des 28 parties régionales"
    assert _somme("emploi_salarie_total", "zone_emploi")["2023"] == 26_997_505
    for composante in (
        "creations_etablissements",
        "emploi_salarie_total",
        "chomage_localise",
        "chomage_localise_remplace",
    ):
        assert entrepot.composantes(composante, "france").empty, composante


def test_le_chomage_couvre_302_zones_jusqu_au_dernier_trimestre() -> None:
    table = entrepot.composantes("chomage_localise", "zone_emploi")
    assert table["code"].nunique() == 302
    assert (table["periode"].min(), table["periode"].max()) == ("2003-T1", "2025-T4")
    assert table["periode"].nunique() == 92
    vides = table[table["valeur"].isna()]
    assert set(vides["code"].str[:2]) == {"01", "02", "04"}
    assert vides["periode"].max() == "2013-T4"
    assert table["valeur"].dropna().between(2, 40).all()


def test_le_recensement_2018_ne_compte_personne_deux_fois() -> None:
    assert _somme("rp_population", "commune") == {"2013": 65_564_756, "2018": 66_732_538}
    chomeurs, actifs = (_somme(f"rp_{nom}_15_64", "commune")["2018"] for nom in ("chomeurs", "actifs"))
    assert chomeurs / actifs == pytest.approx(0.1343, abs=0.0005)
    estimees = entrepot.composantes("rp_population", "commune").query("statut == 'e'")
    assert set(estimees["code"]) == {
        *("15031", "15035", "15047", "15141", "15171"),
        *("60054", "60694", "85084", "85165", "85212"),
    }
    vides = entrepot.composantes("rp_population", "commune").query("valeur.isna()")
    assert set(vides["code"].str[:3]) == {"976"}


def test_la_bpe_2020_ne_compte_pas_les_arrondissements_deux_fois() -> None:
    assert _somme("bpe20_b203", "commune") == {"2020": 49_432}
    assert [_valeur("bpe20_b203", "commune", ville, "2020") for ville in ("13055", "69123", "75056")] == [
        760,
        410,
        2137,
    ]
    equipements = entrepot.table("equipements")
    assert not equipements["commune"].str.fullmatch(r"751\d\d|132\d\d|6938\d").any()
    assert equipements.query("type == 'B203' and millesime == 2020")["nombre"].sum() == 49_432
    assert len(entrepot.composantes("bpe20_b101", "commune")) == 34_875, "zéro là où il n'y a rien"


def test_la_bpe_2024_retrouve_les_totaux_du_producteur(brut_reel: Brut) -> None:
    totaux = lire_json(brut_reel, insee_bpe.BPE_2024, ["meta"])["meta"]["bucket_totals"]
    table = entrepot.table("equipements").query("millesime == 2024")
    assert table.groupby("type")["nombre"].sum().to_dict() == totaux
    assert len(totaux) == 16


def test_les_medianes_des_communes_fusionnees_sont_vides() -> None:
    for nom in ("filosofi_mediane", "filosofi_pauvrete", "rp22_taux_chomage"):
        table = entrepot.composantes(nom, "commune")
        assert not table.duplicated(["code", "periode"]).any()
        assert set(table.loc[table["valeur"].isna(), "statut"]) <= {"s", "nd"}
        assert table.loc[table["code"] == "15141", "valeur"].isna().all(), nom
    annecy = entrepot.composantes("filosofi_mediane", "commune").query("code == '74010'")
    assert annecy["valeur"].notna().all(), "fusionnée avant le premier millésime : une seule ligne"


def test_les_zones_recoivent_tous_les_projets_de_la_france() -> None:
    lignes = entrepot.table("recrutements")
    assert {str(annee): n for annee, n in lignes.groupby("annee")["projets"].sum().items()} == BMO
    exclus = lignes[lignes["bassin_rattache"] == ""]
    assert set(exclus["bassin_bmo"]) == set(HORS_CHAMP)
    for annee, total in _somme("bmo_projets", "france").items():
        perdus = exclus.loc[exclus["annee"] == int(annee), "projets"].sum()
        assert total + perdus == BMO[annee]
    for mesure in ("projets", "difficiles", "saisonniers", "saisonniers_masques_max", "projets_masques_max"):
        france = _somme(f"bmo_{mesure}", "france")
        for niveau in ("zone_emploi", "departement", "region"):
            assert _somme(f"bmo_{mesure}", niveau) == pytest.approx(france), (mesure, niveau)
    zones = entrepot.composantes("bmo_projets", "zone_emploi")
    assert len(zones) == 306 * 3
    assert set(zones["statut"]) == {"e"}


def test_un_projet_masque_n_est_jamais_zero() -> None:
    lignes = entrepot.table("recrutements")
    masquees = lignes["statut"] == "s"
    assert lignes.loc[masquees, ["projets", "difficiles", "saisonniers"]].isna().all(axis=None)
    assert lignes.loc[~masquees, "projets"].notna().all()
    plus_petit = lignes[["projets", "difficiles", "saisonniers"]].min()
    assert plus_petit.tolist() == [5, 5, 5], "les effectifs masqués sont ceux de 1 à 4"
    par_annee = masquees[lignes["bassin_rattache"] != ""].groupby(lignes["annee"]).sum()
    assert {str(annee): n for annee, n in par_annee.items()} == _somme("bmo_projets_masques_min", "france")


def test_la_part_difficile_encadre_le_chiffre_publie() -> None:
    """France Travail publie 61,0 % (2023), 57,4 % (2024) et 50,1 % (2025) de projets jugés difficiles."""
    sommes = {nom: _somme(f"bmo_{nom}", "france") for nom in ("projets", "difficiles", "difficiles_masques_max")}
    for annee, publie in {"2023": 0.610, "2024": 0.574, "2025": 0.501}.items():
        bas = sommes["difficiles"][annee] / sommes["projets"][annee]
        haut = bas + sommes["difficiles_masques_max"][annee] / sommes["projets"][annee]
        assert bas <= publie <= haut
        assert publie - bas < 0.006


def test_les_rattachements_de_bassins_suivent_leur_commune() -> None:
    bassin = entrepot.table("appartenance").set_index("commune")["bassin_bmo"]
    communes = {"0116": "97112", "0304": "97307", "7549": "47004"}
    assert {code: bassin[commune] for code, commune in communes.items()} == RATTACHEMENTS


def test_l_observatoire_n_a_ni_outre_mer_ni_population_fausse() -> None:
    mediane = entrepot.composantes("obs_rev_med_21", "zone_emploi")
    assert len(mediane) == 287
    assert not mediane["code"].str.match("0[12346]").any()
    assert _valeur("obs_rev_med_21", "france", "FR", "2021") == 23_080
    assert entrepot.composantes("obs_P22_POP", "france").empty
