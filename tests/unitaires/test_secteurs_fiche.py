"""Secteurs : branche, phrases, tableaux, fiche GPECT."""

from __future__ import annotations

import io
import math

import pandas as pd
import pytest
from openpyxl import load_workbook

from geo.ecriture import formats
from geo.secteurs import branche, champs, decalage, exposition, fiche, phrases, questions, structure, tables
from geo.territoires import lire

ALENCON = ("0051", champs.METROPOLE, "urssaf", "A38")


def _droit(texte: str) -> str:
    return texte.replace(formats.FINE, " ").replace(formats.INSECABLE, " ")


def test_branche_materiels_de_transport() -> None:
    lignes = branche.branche("CL", "urssaf", "A38")
    assert len(lignes) == 305
    assert lignes["code"].iloc[0] == "7625"
    assert lignes["effectif"].iloc[0] == 45_061
    assert lignes["variation"].iloc[0] == 4333
    pays = champs.effectifs("urssaf", "A38", 2024, champs.FRANCE)
    toulouse = champs.effectifs("urssaf", "A38", 2024, "7625")
    attendu = toulouse["CL"] / toulouse.sum() / (pays["CL"] / pays.sum())
    assert lignes["ql"].iloc[0] == pytest.approx(attendu)
    assert lignes["effectif"].sum() == pays["CL"]


def test_peser_et_reculer() -> None:
    lignes = branche.branche("CL", "urssaf", "A38")
    assert (branche.pese(lignes)["bas"] > 1).all()
    perdantes = branche.recule(lignes)
    assert (perdantes["variation"] < 0).all()
    assert perdantes["variation"].is_monotonic_increasing
    assert perdantes["code"].iloc[0] == "1115"


def test_concentration() -> None:
    lignes = pd.DataFrame({"effectif": [60.0, 30, 10, math.nan]})
    assert branche.concentration(lignes) == 1
    assert branche.concentration(lignes, 0.9) == 2
    assert branche.concentration(lignes, 1.0) == 3
    assert branche.concentration(pd.DataFrame({"effectif": [math.nan]})) == 0


def test_les_maisons_suivent_leur_zone() -> None:
    lignes = branche.avec_maisons(branche.branche("CL", "urssaf", "A38")).set_index("code")
    assert "Marseille" in lignes["maisons"]["9312"]
    assert "Nanterre" in lignes["maisons"]["1109"]
    assert " ; " in lignes["maisons"]["1109"]
    assert lignes["maisons"]["7625"] == ""


def test_la_phrase_d_ouverture_est_une_seule_phrase() -> None:
    lu = phrases.ouverture(
        phrases.sujet("Alençon"),
        structure.resumer("0051", "urssaf", "A38"),
        champs.METROPOLE,
        champs.CHAMPS["urssaf"],
        structure.structure(*ALENCON),
    )
    attendu = "Alençon (zone d'emploi) compte 28 104 salariés du privé en 2024, soit +2,6 % depuis 2019"
    assert _droit(lu).startswith(f"{attendu} (+6,5 % pour la France métropolitaine), et se distingue par : ")
    assert lu.count(".") == 1


def test_phrases_du_decalage_et_de_l_exposition() -> None:
    lu = decalage.decalage("0051", champs.METROPOLE)
    dite = _droit(phrases.decalage("Alençon", lu, champs.METROPOLE))
    assert "de 27 393 à 28 104 emplois (+711 emplois)" in dite
    assert "moins bien que la France métropolitaine : −830 emplois" in dite
    assert "11,4 %" in _droit(phrases.exposition("Alençon", exposition.exposition("0051"), "urssaf"))
    assert "8 secteurs sur 35" in phrases.pays("urssaf", "A38")


def test_les_ecartes_sont_dits() -> None:
    touchee = next(z for z in champs.zones("urssaf") if decalage.decalage(z, champs.METROPOLE).ecartes)
    assert phrases.ecartes(decalage.decalage(touchee, champs.METROPOLE)).startswith("Hors calcul")
    assert phrases.ecartes(decalage.decalage("8421", champs.METROPOLE)) == ""


def test_tableau_du_decalage_finit_par_l_ensemble() -> None:
    table = tables.decalage(decalage.decalage("0051", champs.METROPOLE))
    derniere = table.iloc[-1]
    assert derniere["Secteur"] == "Ensemble"
    assert round(derniere["Part locale"]) == -830
    assert derniere["Variation"] == 711
    assert derniere["Variation"] == pytest.approx(
        derniere["Part nationale"] + derniere["Part du secteur"] + derniere["Part locale"]
    )


def test_exports() -> None:
    champ = champs.CHAMPS["urssaf"]
    table = tables.structure(structure.structure(*ALENCON), champ, champs.METROPOLE)
    csv = tables.emporter(table, "Alençon", champ, "A38", champs.METROPOLE).decode("utf-8-sig")
    assert csv.count("\r\n") == 1 + len(table)
    assert "France métropolitaine" in csv
    assert "Urssaf" in csv
    octets = tables.classeur("Secteurs", [("Secteurs", table, ["note"])], [champ.source, champ.source])
    classeur = load_workbook(io.BytesIO(octets))
    assert classeur.sheetnames == ["Lisez-moi", "Secteurs", "Sources"]
    assert classeur["Sources"].max_row == 2
    colonne = [cellule.value for cellule in classeur["Secteurs"]["B"]]
    assert None in colonne  # un effectif non disponible est une case vide, jamais un zéro
    assert 0 not in colonne


def test_decimales() -> None:
    table = pd.DataFrame({"Quotient": [1.0], "Part (%)": [2.0], "Effectif 2024": [3.0], "Secteur": ["x"]})
    assert tables.decimales(table) == {"Quotient": 2, "Part (%)": 1, "Effectif 2024": 0}


@pytest.mark.parametrize("zone", ["0051", "1109", "0101", "9401"])
def test_la_fiche_gpect_dit_source_et_repere(zone: str) -> None:
    territoire = lire("zone_emploi", zone)
    chiffres = fiche.chiffres(territoire, champs.reference_par_defaut(zone), "urssaf", 2025)
    assert {chiffre.rubrique for chiffre in chiffres} == set(fiche.RUBRIQUES)
    assert all(chiffre.source and chiffre.valeur and chiffre.valeur != formats.ABSENT for chiffre in chiffres)
    posees = questions.questions(territoire, champs.reference_par_defaut(zone), "urssaf", 2025)
    assert len(posees) >= 4
    assert {question.rubrique for question in posees} <= set(fiche.RUBRIQUES)
    assert all(question.texte.endswith("?") for question in posees)
    assert len(questions.tableau(posees)) == len(posees)
    assert len(fiche.tableau(chiffres)) == len(chiffres)


def test_la_fiche_reprend_les_chiffres_de_la_page() -> None:
    chiffres = {
        c.libelle: _droit(c.valeur) for c in fiche.chiffres(lire("zone_emploi", "0051"), "metropole", "urssaf", 2025)
    }
    assert chiffres["Part locale du décalage structurel"] == "−830 emplois"
    assert chiffres["Salariés du privé"] == "28 104"
    assert chiffres["Emplois dans des secteurs en recul dans le pays"] == "11,4 %"


def test_le_sujet_dit_la_part_des_habitants() -> None:
    attendu = "Loire : 66,1 % de ses habitants vivent dans la zone d'emploi Saint-Étienne, qui"
    assert _droit(phrases.sujet("Saint-Étienne", "Loire", 0.6612)) == attendu
    assert phrases.sujet("Alençon", "Alençon", 1.0).startswith("Alençon : tous ses habitants vivent")
