"""Les formules du catalogue, chacune face à un calcul à la main."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from donnees.catalogue.effectifs import RANGS, STATUTS, Colonne, combiner
from donnees.erreurs import CatalogueInvalide
from donnees.etapes.formules import calculer
from tests.donnees.fabrique import Ligne, calcul, communal, effectifs_de, fiche_de


def test_ratio_recalcule_et_denominateur_a_date_fixe() -> None:
    effectifs = effectifs_de(
        [
            *communal("n", "2020", [1, 0, 3, 1]),
            *communal("n", "2019", [1, 1, 1, 1]),
            *communal("d", "2018", [4, 0, 6, 2]),
        ]
    )
    formule = {"type": "ratio", "numerateur": ["n"], "denominateur": ["d"], "periode_denominateur": "2018"}
    resultat = calcul(fiche_de(formule, "ratio"), effectifs)
    assert resultat["zone_emploi", "8401", "2020"] == (25, "")
    assert resultat["france", "FR", "2020"][0] == pytest.approx(500 / 12)
    assert ("commune", "01002", "2020") not in resultat, "un dénominateur nul ne donne pas de taux"
    assert resultat["commune", "01003", "2019"][0] == pytest.approx(100 / 6)
    resultat = calcul(fiche_de(formule | {"depuis": "2020"}, "ratio"), effectifs)
    assert {periode for _, _, periode in resultat} == {"2020"}
    sans_periode = {"type": "ratio", "numerateur": ["n"], "denominateur": ["d"]}
    assert calcul(fiche_de(sans_periode, "ratio"), effectifs) == {}


def test_ratio_porte_le_statut_le_plus_contraignant() -> None:
    effectifs = effectifs_de(
        [*communal("n", "2020", [1, None, 3, 1], "-s--"), *communal("d", "2020", [4, 2, 6, 2], "e---")]
    )
    resultat = calcul(fiche_de({"type": "ratio", "numerateur": ["n"], "denominateur": ["d"]}, "ratio"), effectifs)
    assert resultat["commune", "01001", "2020"] == (25, "e")
    assert resultat["commune", "01002", "2020"] == (None, "s")
    gauche, droite = (
        Colonne(np.ones(4), np.array([RANGS[statut] for statut in statuts], dtype=np.int8))
        for statuts in (["", "p", "e", "nd"], ["p", "e", "s", ""])
    )
    assert [STATUTS[etat] for etat in combiner(np.add, gauche, droite).etats] == ["p", "e", "s", "nd"]


def test_part_de_la_population() -> None:
    effectifs = effectifs_de([*communal("b", "2024", [0, 2, 0, 1]), *communal("pop", "2023", [30, 10, 50, 10])])
    formule = {"type": "part_population", "composantes": ["b"], "poids": "pop", "periode_poids": "2023"}
    absente = calcul(fiche_de(formule | {"condition": "absente"}, "ratio"), effectifs)
    presente = calcul(fiche_de(formule | {"condition": "presente"}, "ratio"), effectifs)
    assert absente["zone_emploi", "8401", "2024"] == (75, "")
    assert absente["france", "FR", "2024"] == (80, "")
    assert absente["commune", "01002", "2024"] == (0, "")
    assert all(absente[cle][0] + valeur == pytest.approx(100) for cle, (valeur, _) in presente.items())


def test_part_de_la_population_ne_devine_pas_un_secret() -> None:
    effectifs = effectifs_de(
        [*communal("b", "2024", [None, 2, 0, 1], "s---"), *communal("pop", "2023", [30, 10, 50, 10])]
    )
    formule = {"type": "part_population", "composantes": ["b"], "poids": "pop", "periode_poids": "2023"}
    resultat = calcul(fiche_de(formule | {"condition": "absente"}, "ratio"), effectifs)
    assert resultat["commune", "01001", "2024"] == (None, "s")
    assert resultat["zone_emploi", "8401", "2024"] == (None, "s")


def test_evolution_simple_annualisee_et_depart() -> None:
    effectifs = effectifs_de(
        [
            *communal("a", "2018", [100, 4, 50, 0]),
            *communal("a", "2020", [121, 8, 50, 1]),
            *communal("b", "2018", [200] * 4),
        ]
    )
    formule: dict[str, Any] = {"type": "evolution", "composantes": ["a"], "ecart": 2}
    resultat = calcul(fiche_de(formule, "ratio"), effectifs)
    assert resultat["commune", "01001", "2020"][0] == pytest.approx(21)
    assert resultat["commune", "01002", "2020"][0] == pytest.approx(100)
    assert ("commune", "97601", "2020") not in resultat, "on ne divise pas par zéro"
    annuel = calcul(fiche_de(formule | {"annualisee": True}, "ratio"), effectifs)
    assert annuel["commune", "01001", "2020"][0] == pytest.approx(10)
    depart = calcul(fiche_de(formule | {"depart": ["b"]}, "ratio"), effectifs)
    assert depart["commune", "01003", "2020"][0] == pytest.approx(-75)
    petit = calcul(fiche_de(formule | {"depart_min": 10}, "ratio"), effectifs)
    assert petit["commune", "01002", "2020"] == (None, "nd")
    assert petit["zone_emploi", "8401", "2020"][0] == pytest.approx(100 * (129 / 104 - 1))


def test_difference_compte_en_trimestres_ou_en_annees() -> None:
    lignes: list[Ligne] = [
        ("c", "zone_emploi", "8401", "2020-T4", 9.0, ""),
        ("c", "zone_emploi", "8401", "2021-T4", 8.5, "p"),
        ("c", "zone_emploi", "8401", "2022-T1", 8.0, ""),
    ]
    base = fiche_de({"type": "publie", "composantes": ["c"]}, "non_agregeable", id="base")
    ecart = fiche_de({"type": "difference", "indicateur": "base", "ecart": 4}, "non_agregeable")
    table = calculer(ecart, effectifs_de(lignes), {"base": base, "essai": ecart})
    assert table[["periode", "valeur", "statut"]].to_numpy().tolist() == [["2021-T4", -0.5, "p"]]


def test_publie_enchaine_et_additionne() -> None:
    lignes: list[Ligne] = [
        ("x_16", "zone_emploi", "8401", "2016", 1.0, ""),
        ("x_22", "zone_emploi", "8401", "2022", 2.0, ""),
        ("y_22", "zone_emploi", "8401", "2022", 5.0, ""),
    ]
    fiche = fiche_de({"type": "publie", "composantes": ["x_16", "x_22 + y_22"]}, "non_agregeable")
    assert calcul(fiche, effectifs_de(lignes)) == {
        ("zone_emploi", "8401", "2016"): (1, ""),
        ("zone_emploi", "8401", "2022"): (7, ""),
    }
    fiche = fiche_de({"type": "publie", "composantes": ["x_22", "y_22"]}, "non_agregeable")
    with pytest.raises(CatalogueInvalide, match="deux valeurs pour"):
        calculer(fiche, effectifs_de(lignes), {})


def test_une_mesure_publiee_n_est_jamais_sommee() -> None:
    fiche = fiche_de({"type": "publie", "composantes": ["mediane"]}, "non_agregeable")
    resultat = calcul(fiche, effectifs_de(communal("mediane", "2020", [1, 2, 3, 4])))
    assert {niveau for niveau, _, _ in resultat} == {"commune"}


def test_specialisation_de_krugman() -> None:
    def secteurs(code: str, niveau: str, effectifs: list[float], total: float) -> list[Ligne]:
        noms = ("aa", "bb", "cc")
        lignes: list[Ligne] = [
            (f"prive_a38_{nom}", niveau, code, "2024", effectif, "")
            for nom, effectif in zip(noms, effectifs, strict=True)
            if effectif
        ]
        return [*lignes, ("prive_a38_total", niveau, code, "2024", total, "")]

    effectifs = effectifs_de(
        [
            *secteurs("FR", "france", [50, 30, 20], 100),
            *secteurs("8401", "zone_emploi", [10, 6, 4], 20),
            *secteurs("8402", "zone_emploi", [40, 0, 0], 40),
            *secteurs("0601", "zone_emploi", [10, 6, 0], 40),
        ]
    )
    fiche = fiche_de({"type": "specialisation", "source": "urssaf", "nomenclature": "a38"}, "non_agregeable")
    resultat = calcul(fiche, effectifs)
    assert resultat["zone_emploi", "8401", "2024"][0] == pytest.approx(0)
    assert resultat["zone_emploi", "8402", "2024"][0] == pytest.approx(50)
    assert ("zone_emploi", "0601", "2024") not in resultat, "secteurs manquants : le total ne se retrouve pas"


def test_composante_absente_est_nommee() -> None:
    fiche = fiche_de({"type": "somme", "composantes": ["rien"]}, "somme")
    with pytest.raises(CatalogueInvalide, match="« rien »"):
        calculer(fiche, effectifs_de(communal("a", "2020", [1, 1, 1, 1])), {})
