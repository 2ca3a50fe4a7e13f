"""Les valeurs produites : tri, totaux connus, ordres de grandeur et chiffres relus dans les bruts."""

from __future__ import annotations

import io
import json
import zipfile

import numpy as np
import pandas as pd
import pytest

from donnees.catalogue import charger
from donnees.chemins import PRODUITS
from donnees.erreurs import CodeInconnu
from donnees.etapes.mesures import CLE
from donnees.etapes.valeurs import TRI, _exiger_territoires
from donnees.lecture.socle import Brut


def test_code_inconnu_arrete() -> None:
    valeurs = pd.DataFrame({"niveau": ["epci", "epci"], "code": ["E1", "E7"]})
    with pytest.raises(CodeInconnu, match="E7"):
        _exiger_territoires(valeurs, pd.DataFrame({"niveau": ["epci"], "code": ["E1"]}))


def test_arrondi_garde_une_decimale_de_plus() -> None:
    fiche = charger().indicateur("taux_pauvrete")
    arrondie = fiche.arrondir(np.array([12.34567, -0.0001])).tolist()
    assert arrondie == [12.35, 0.0]
    assert str(arrondie[1]) == "0.0", "jamais de zéro négatif"


@pytest.fixture(scope="module")
def produit() -> pd.DataFrame:
    chemin = PRODUITS / "valeurs.parquet"
    if not chemin.is_file():
        pytest.skip("donnees/produits/valeurs.parquet absent : lancer « python -m donnees construire »")
    return pd.read_parquet(chemin)


def _lire(produit: pd.DataFrame, indicateur: str, niveau: str, code: str, periode: str) -> float:
    masque = (produit["indicateur"] == indicateur) & (produit["niveau"] == niveau)
    masque &= (produit["code"] == code) & (produit["periode"] == periode)
    (valeur,) = produit.loc[masque, "valeur"]
    return float(valeur)


def test_produit_trie_sans_double_ni_case_vide_muette(produit: pd.DataFrame) -> None:
    cles = produit[TRI]
    assert not cles.duplicated().any()
    assert (produit["valeur"].isna() == produit["statut"].isin(["s", "nd"])).all()
    assert not np.isinf(produit["valeur"]).any()
    rangs = [pd.factorize(cles[nom], sort=True)[0] for nom in TRI]
    assert (np.lexsort(rangs[::-1]) == np.arange(len(produit))).all()


def test_produit_partitions_et_totaux_connus(produit: pd.DataFrame) -> None:
    for source, secteurs in {
        "prive": ["industrie", "construction", "services_marchands", "services_non_marchands"],
        "salaries": ["agriculture", "industrie", "construction", "services_marchands", "services_non_marchands"],
    }.items():
        parts = produit[produit["indicateur"].isin([f"part_{secteur}_{source}" for secteur in secteurs])]
        totaux = parts.groupby(CLE)["valeur"].sum()
        assert len(totaux) >= 600
        assert (totaux - 100).abs().max() < 0.05
    assert _lire(produit, "emploi_prive", "france", "FR", "2024") == 19_995_376
    assert _lire(produit, "emploi_prive", "france", "FR", "2019") == 18_748_962
    prive = produit[(produit["indicateur"] == "emploi_prive") & (produit["niveau"] == "zone_emploi")]
    assert prive.loc[prive["periode"] == "2024", "valeur"].sum() == 19_995_376
    creations = produit[produit["indicateur"] == "creations_etablissements"].groupby("periode")["valeur"].sum()
    assert (creations["2012"], creations["2024"]) == (615_957, 1_219_089)


def test_produit_ordres_de_grandeur(produit: pd.DataFrame) -> None:
    """Une unité ou un signe de travers se voit ici."""
    bornes = {
        "chomage_localise": (2, 40),
        "taux_emploi_15_64": (40, 90),
        "part_recrutements_difficiles": (20, 90),
        "revenu_median": (8_000, 70_000),
        "specialisation": (0, 100),
        "population_sans_boulangerie": (0, 100),
    }
    for indicateur, (bas, haut) in bornes.items():
        valeurs = produit.loc[produit["indicateur"] == indicateur, "valeur"].dropna()
        assert bas <= valeurs.min() <= valeurs.max() <= haut, indicateur


def test_trois_chiffres_contre_les_bruts(produit: pd.DataFrame, brut_reel: Brut) -> None:
    """Alençon (0051), Laval (53130) : relus dans le fichier brut sans passer par les lecteurs."""
    chomage = json.loads(brut_reel.octets("insee/chomage_zones_emploi_2021T1_2025T4.json"))
    taux = dict(zip(chomage["quarters"], chomage["zes"]["0051"]["rate_pct"], strict=True))
    assert _lire(produit, "chomage_localise", "zone_emploi", "0051", "2025-T4") == taux["2025-T4"]
    ecart = _lire(produit, "chomage_localise_evolution_1_an", "zone_emploi", "0051", "2025-T4")
    assert ecart == pytest.approx(taux["2025-T4"] - taux["2024-T4"], abs=0.051)

    archive = zipfile.ZipFile(io.BytesIO(brut_reel.octets("insee/base_cc_comparateur_csv_2022.zip")))
    comparateur = pd.read_csv(archive.open("base_cc_comparateur.CSV"), sep=";", dtype={"CODGEO": str}).set_index(
        "CODGEO"
    )
    laval = comparateur.loc["53130"]
    attendu = 100 * laval["P18_CHOM1564"] / laval["P18_ACT1564"]
    assert _lire(produit, "chomage_recensement_2018", "commune", "53130", "2018") == pytest.approx(attendu, abs=0.006)

    urssaf = pd.read_parquet(io.BytesIO(brut_reel.octets("urssaf/exdeco_pivot_urssaf_a38.parquet")))
    effectifs = urssaf.pivot_table(index="code_ze", columns="a38", values="eff_24", aggfunc="sum", fill_value=0)
    locales, pays = effectifs.loc["0051"] / effectifs.loc["0051"].sum(), effectifs.sum() / effectifs.to_numpy().sum()
    krugman = 50 * (locales - pays).abs().sum()
    assert _lire(produit, "specialisation", "zone_emploi", "0051", "2024") == pytest.approx(krugman, abs=0.006)
