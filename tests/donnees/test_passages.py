"""Étape « passages » : de l'ancien code à la commune actuelle."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

from donnees.chemins import PRODUITS
from donnees.etapes import passages
from donnees.etapes.atelier import Atelier
from donnees.lecture import insee_cog
from donnees.lecture.socle import Brut
from donnees.schemas import SCHEMAS


def test_seulement_les_codes_disparus_et_leur_nom(brut_vide: Brut) -> None:
    atelier = Atelier(brut_vide)
    atelier.intermediaires["historique"] = pd.DataFrame(
        {"code_historique": ["75118", "01003", "01001"], "code_commune": ["75056", "01165", "01001"]}
    )
    atelier.intermediaires["anciens_noms"] = pd.DataFrame(
        {"code": ["75118", "01001"], "nom": ["Paris 18e Arrondissement", "L'Abergement"]}
    )
    passages.construire(atelier)
    assert atelier.tables["passages"].to_numpy().tolist() == [
        ["01003", "01165", ""],
        ["75118", "75056", "Paris 18e Arrondissement"],
    ]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    chemin = PRODUITS / "passages.parquet"
    if not chemin.is_file():
        pytest.skip("produits non construits : lancer python -m donnees construire")
    return pd.read_parquet(chemin)


def test_table_livree(table: pd.DataFrame) -> None:
    SCHEMAS["passages"].validate(table)
    communes = set(pd.read_parquet(PRODUITS / "appartenance.parquet")["commune"])
    assert not set(table["ancien"]) & communes
    assert set(table["commune"]) <= communes
    par_ancien = table.set_index("ancien")
    assert par_ancien["commune"].reindex(["75118", "69382", "13201"]).tolist() == ["75056", "69123", "13055"]
    arrondissements = par_ancien[par_ancien["commune"].isin(["75056", "69123", "13055"])]
    assert arrondissements["libelle_ancien"].str.contains("Arrondissement").sum() == 45


def test_tous_les_anciens_codes_du_brut(table: pd.DataFrame, brut_reel: Brut) -> None:
    """Relu sans le lecteur de la chaîne : chaque code du brut qui n'est pas une commune actuelle, et lui seul."""
    with (brut_reel.racine / insee_cog.HISTORIQUE).open(encoding="utf-8", newline="") as fichier:
        lus = {ligne["code_historique"]: ligne["code_commune"] for ligne in csv.DictReader(fichier)}
    actuelles = set(lus.values())
    attendus = {ancien: commune for ancien, commune in lus.items() if ancien not in actuelles}
    assert dict(zip(table["ancien"], table["commune"], strict=True)) == attendus
    assert len(attendus) == 4286
