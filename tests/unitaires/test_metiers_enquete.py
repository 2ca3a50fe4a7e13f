"""Métiers : secret borné, ventilation estimée, nomenclatures jamais mêlées, règle des métiers à surveiller."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from donnees import entrepot
from geo.ecriture import formats
from geo.metiers import enquete, lectures, tables
from geo.metiers.enquete import PAYS, Lieu
from geo.territoires import lire

ALENCON = Lieu("zone_emploi", "0051", "Alençon")
BASSIN = Lieu("bassin", "2826", "Alençon")
ORNE = Lieu("departement", "61", "Orne")


def _brutes(annee: int) -> pd.DataFrame:
    table = entrepot.table("recrutements")
    return table[table["annee"] == annee]


def _droit(texte: str) -> str:
    return texte.replace(formats.FINE, " ").replace(formats.INSECABLE, " ")


@pytest.mark.parametrize("annee", enquete.ANNEES)
def test_la_ventilation_retrouve_le_produit(annee: int) -> None:
    """Les métiers d'une zone font les composantes que la construction en a tirées."""
    ici = enquete.metiers(ALENCON, annee)
    for composante, somme in {
        "bmo_projets": ici["projets"].sum(),
        "bmo_difficiles": ici["difficiles"].sum(),
        "bmo_difficiles_masques_max": (ici["difficiles_max"] - ici["difficiles"].fillna(0)).sum(),
        "bmo_saisonniers_masques_max": (ici["saisonniers_max"] - ici["saisonniers"].fillna(0)).sum(),
        "bmo_projets_masques_min": ici["masquees"].sum(),
    }.items():
        produit = entrepot.composantes(composante, "zone_emploi").set_index(["code", "periode"])["valeur"]
        assert somme == pytest.approx(produit["0051", str(annee)], abs=0.01), composante


def test_les_poids_d_un_bassin_somment_a_un() -> None:
    sommes = enquete.poids().groupby("bassin")["poids"].sum()
    assert len(sommes) > 400
    assert (sommes - 1).abs().max() < 1e-9


@pytest.mark.parametrize("annee", enquete.ANNEES)
def test_un_bassin_est_la_somme_de_ses_lignes(annee: int) -> None:
    siennes = _brutes(annee)
    siennes = siennes[siennes["bassin_rattache"] == "2826"]
    vu = enquete.total(BASSIN, annee)
    assert vu.projets == siennes["projets"].sum()
    assert vu.masquees == (siennes["statut"] == "s").sum()
    assert vu.plancher == vu.projets + vu.masquees
    assert vu.plafond == vu.projets + 4 * vu.masquees


def test_le_secret_n_est_jamais_zero() -> None:
    table = enquete.metiers(ORNE, 2025)
    masques = table[table["masquees"] > 0]
    assert len(masques)
    assert (masques["plancher"] >= masques["projets"].fillna(0) + 1).all()
    tout_masque = table[table["projets"].isna()]
    assert (tout_masque["plancher"] >= 1).all()
    assert tout_masque["part_difficile"].isna().all()
    assert (table["part_difficile"].dropna() <= table["part_difficile_max"].dropna() + 1e-9).all()
    assert (table["part_difficile_max"].dropna() <= 100 + 1e-9).all()
    assert (table["part_saisonniere_max"].dropna() <= 100 + 1e-9).all()


def test_borne_haute_a_la_main() -> None:
    """Une réponse de 6 projets aux difficiles masqués en cache au plus 4 ; une de 5 à 5 difficiles, aucun."""
    lignes = _brutes(2025)
    une = lignes[lignes["projets"].notna() & lignes["difficiles"].isna()].iloc[0]
    siennes = lignes[(lignes["bassin_rattache"] == une["bassin_rattache"]) & (lignes["fap"] == une["fap"])]
    attendu = siennes["difficiles"].sum() + 4 * (siennes["difficiles"].isna() & siennes["projets"].notna()).sum()
    table = enquete.metiers(Lieu("bassin", str(une["bassin_rattache"]), ""), 2025)
    assert table["difficiles_max"][une["fap"]] == attendu


@pytest.mark.longue
def test_la_france_somme_regions_et_departements() -> None:
    regions = entrepot.territoires("region").index
    departements = entrepot.territoires("departement").index
    for annee in enquete.ANNEES:
        pays = enquete.total(PAYS, annee)
        for genre, codes in (("region", regions), ("departement", departements)):
            vus = [enquete.total(Lieu(genre, str(code), ""), annee) for code in codes]
            assert sum(vu.projets for vu in vus) == pays.projets
            assert sum(vu.masquees for vu in vus) == pays.masquees


def test_la_france_retrouve_le_catalogue() -> None:
    publie = entrepot.valeurs_periode("projets_recrutement", "france", "2025")["valeur"]["FR"]
    assert enquete.total(PAYS, 2025).projets == publie


def test_jamais_d_evolution_entre_deux_nomenclatures() -> None:
    assert lectures.precedente(2025) == 2024
    assert lectures.precedente(2024) is None
    assert lectures.precedente(2023) is None
    assert lectures.evolution(ORNE, 2024).isna().all()
    assert not any("Évolution" in colonne for colonne in tables.metiers(ORNE, 2024).columns)
    assert "Évolution 2024-2025 (%)" in tables.metiers(ORNE, 2025).columns


def test_evolution_seulement_quand_le_secret_ne_peut_la_changer() -> None:
    evolution = lectures.evolution(ORNE, 2025)
    avant, apres = (enquete.metiers(ORNE, annee).reindex(evolution.index) for annee in (2024, 2025))
    lues = evolution.dropna().index
    assert len(lues) > 10
    for table in (avant, apres):
        assert (table["plafond"][lues] <= 1.05 * table["projets"][lues]).all()
    assert (avant["projets"][lues] >= lectures.PROJETS_MIN).all()
    fap = lues[0]
    assert evolution[fap] == pytest.approx(100 * (apres["projets"][fap] / avant["projets"][fap] - 1))


def test_la_regle_des_metiers_a_surveiller() -> None:
    table, pays = lectures.a_surveiller(ORNE, 2025), enquete.metiers(PAYS, 2025)
    toutes = enquete.metiers(ORNE, 2025)
    attendus = {
        fap
        for fap, ligne in zip(map(str, toutes.index), toutes.to_dict("records"), strict=True)
        if ligne["projets"] >= 20
        and ligne["difficiles"] >= ligne["projets"] / 2
        and ligne["part_difficile"] > pays["part_difficile_max"][fap]
    }
    assert set(table.index) == attendus
    assert attendus
    assert table["difficiles"].is_monotonic_decreasing
    assert len(lectures.a_surveiller(PAYS, 2025))


def test_tension_de_la_region_et_de_la_france() -> None:
    partout, normandie = lectures.en_tension(()), lectures.en_tension(("28",))
    assert len(partout) == 4
    assert set(partout["regions"]) == {""}
    assert set(partout["fap"]) <= set(normandie["fap"])
    assert set(normandie["regions"]) == {"", "Normandie"}
    deux = lectures.en_tension(("28", "52"))
    assert not deux["regions"].str.startswith(",").any()
    assert "Normandie, Pays de la Loire" in set(deux["regions"])


def test_la_tension_n_est_chiffree_que_par_l_enquete_2023() -> None:
    chiffree = lectures.tension_chiffree(ORNE, ("28",)).set_index("fap")
    table = enquete.metiers(ORNE, 2023)
    for fap in chiffree.index:
        attendu = table["projets"].get(fap, math.nan)
        assert chiffree["projets"][fap] == attendu or (math.isnan(attendu) and math.isnan(chiffree["projets"][fap]))
    assert set(entrepot.table("metiers_tension")["fap"]) <= set(_brutes(2023)["fap"])


def test_bassins_d_un_territoire() -> None:
    touches = enquete.bassins(lire("zone_emploi", "0051"))
    assert touches[0][0].code == "2826"
    assert sum(part for _, part in touches) == pytest.approx(1)
    assert [part for _, part in touches] == sorted((part for _, part in touches), reverse=True)
    assert enquete.lisible("BASSIN BASSE-TERRE") == "Bassin Basse-Terre"
    assert enquete.lisible("Alençon") == "Alençon"


def test_phrases_et_bornes() -> None:
    assert tables.intervalle(12, 18) == "12 à 18"
    assert tables.intervalle(12.1, 12.2) == "12"
    assert tables.intervalle(math.nan, math.nan) == formats.ABSENT
    assert "environ" in tables.phrase(ALENCON, 2025, "Alençon")
    assert "environ" not in tables.phrase(ORNE, 2025, "Orne")
    assert "chacune de 1 à 4 projets" in _droit(tables.secret(ORNE, 2025))
    inconnu = Lieu("bassin", "0000", "Nulle part")
    assert "ne publie aucun projet" in tables.phrase(inconnu, 2025, "Nulle part")
    assert tables.secret(inconnu, 2025) == "Aucun effectif de projets n'est masqué ici."


def test_export_dit_l_estimation() -> None:
    estime = tables.emporter(tables.metiers(ALENCON, 2025), ALENCON, 2025).decode("utf-8-sig")
    publie = tables.emporter(tables.metiers(ORNE, 2025), ORNE, 2025).decode("utf-8-sig")
    assert "estimé au prorata" in estime
    assert "estimé au prorata" not in publie
    assert "FAP 2021" in publie


def test_une_famille_filtre() -> None:
    toutes = tables.metiers(ORNE, 2025)
    famille = toutes["Famille"].iloc[0]
    filtree = tables.metiers(ORNE, 2025, famille)
    assert 0 < len(filtree) < len(toutes)
    assert set(filtree["Famille"]) == {famille}


def test_une_part_masquee_est_bornee_jamais_nulle() -> None:
    """Dans la liste à surveiller, un effectif saisonnier masqué s'écrit « 0 à n », jamais « 0 »."""
    table, montree = lectures.a_surveiller(ORNE, 2025), tables.surveiller(ORNE, 2025)
    masques = (table["saisonniers"].isna() & (table["part_saisonniere_max"] >= 1)).to_numpy()
    assert masques.any()
    assert all(" à " in texte for texte in montree["Saisonniers (%, bornes)"][masques])
