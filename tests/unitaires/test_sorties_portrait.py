"""Un territoire à emporter : bornes, statut, origine et réserves de chaque chiffre, dans les trois formats."""

from __future__ import annotations

import csv
import io
import json
import math

import openpyxl
import pytest

from geo import mesures
from geo.sorties import portrait
from geo.territoires import lire

MARIE_GALANTE = lire("zone_emploi", "0103")
SAISONNIERS = "part_recrutements_saisonniers"


def _lignes(niveau: str, code: str) -> dict[str, dict[str, str]]:
    """Lignes du CSV par identifiant d'indicateur."""
    texte = portrait.csv(lire(niveau, code)).decode("utf-8-sig")
    return {ligne["Identifiant"]: ligne for ligne in csv.DictReader(io.StringIO(texte), delimiter=";")}


def test_le_csv_porte_minimum_et_maximum() -> None:
    ligne = _lignes("zone_emploi", "0103")[SAISONNIERS]
    assert (ligne["Valeur"], ligne["Minimum"], ligne["Maximum"]) == ("31,97", "31,97", "53,29")
    assert "selon ce que le secret statistique masque" in ligne["Remarque"].replace("\u00a0", " ")
    assert _lignes("zone_emploi", "0103")["population"]["Minimum"] == ""


def test_chaque_borne_emportee_est_celle_de_la_mesure() -> None:
    table = portrait.tableau(MARIE_GALANTE).set_index("Identifiant")
    for mesure in mesures.toutes(MARIE_GALANTE):
        emportee = table.loc[mesure.indicateur.id, "Minimum"]
        incertaine = math.isfinite(mesure.minimum)
        assert emportee == (pytest.approx(mesure.minimum) if incertaine else None) or (
            not incertaine and math.isnan(float(str(emportee)))
        )


@pytest.mark.parametrize(("niveau", "code"), [("zone_emploi", "0103"), ("commune", "01019"), ("france", "FR")])
def test_chaque_valeur_emportee_est_celle_de_la_mesure_sans_fausse_decimale(niveau: str, code: str) -> None:
    lignes = _lignes(niveau, code)
    for mesure in mesures.toutes(lire(niveau, code)):
        emportee = lignes[mesure.indicateur.id]["Valeur"].replace(",", ".")
        assert float(emportee) == mesure.valeur if emportee else math.isnan(mesure.valeur)


def test_l_estimation_de_l_atlas_n_est_pas_un_chiffre_de_l_insee() -> None:
    ligne = _lignes("france", "FR")["chomage_localise"]
    assert (ligne["Statut"], ligne["Origine"]) == ("notre estimation", "notre estimation")
    assert ligne["Source"].startswith("Calcul de l'Atlas d'après Insee")


def test_une_evolution_depuis_zero_est_non_calculable() -> None:
    ligne = _lignes("commune", "01019")["emploi_prive_evolution_5_ans"]
    assert (ligne["Valeur"], ligne["Origine"]) == ("", "non calculable")
    assert float(_lignes("commune", "01019")["emploi_prive"]["Valeur"].replace(",", ".")) == 0


def test_le_classeur_et_le_geojson_portent_les_bornes() -> None:
    proprietes = json.loads(portrait.geojson(MARIE_GALANTE))["features"][0]["properties"]
    assert (proprietes[f"{SAISONNIERS}_minimum"], proprietes[f"{SAISONNIERS}_maximum"]) == (31.97, 53.29)
    assert "population_minimum" not in proprietes
    classeur = openpyxl.load_workbook(io.BytesIO(portrait.xlsx(MARIE_GALANTE)), read_only=True)
    cellules = {
        str(cellule) for feuille in classeur for rangee in feuille.iter_rows(values_only=True) for cellule in rangee
    }
    assert {"Minimum", "Maximum"} <= cellules
