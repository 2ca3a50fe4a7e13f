"""La carte d'une branche : les valeurs des tables, l'échelle centrée sur zéro, l'absence jamais lue comme zéro."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo.cartes import branche as carte
from geo.cartes.etat import Habillage
from geo.cartes.palettes import palette_divergente
from geo.secteurs import branche, champs
from geo.secteurs import repartition as calcul
from tests.typographie import droit
from tests.unitaires.repartitions_fabriquees import fabriquee

MESURES = (calcul.PART, calcul.EFFECTIF, calcul.EVOLUTION)
POIDS_MAX = 6000
TEINTES = palette_divergente(3, 3, "mieux_haut")
COUPLES = [
    (secteur, source, nomenclature)
    for source, champ in champs.CHAMPS.items()
    for nomenclature in champs.NOMENCLATURES
    for secteur in champs.matrice(source, nomenclature, champ.bornes[1]).columns
]


@pytest.mark.parametrize("mesure", MESURES)
@pytest.mark.parametrize(
    ("secteur", "source"), [("CL", "urssaf"), ("CL", "flores"), ("CD", "urssaf"), ("GZ", "urssaf")]
)
def test_les_valeurs_sont_celles_de_la_table(secteur: str, source: str, mesure: str) -> None:
    repartition = calcul.repartir(secteur, source, "A38", mesure)
    assert repartition.codes == tuple(str(entrepot.contour("zone_emploi")["codes"]).split(" "))
    assert len(repartition.codes) == len(repartition.valeurs) == len(repartition.statuts) == 306
    lignes = branche.branche(secteur, source, "A38").set_index("code")
    for code, valeur, statut in zip(repartition.codes, repartition.valeurs, repartition.statuts, strict=True):
        attendue = lignes[mesure].get(code, np.nan)
        if np.isfinite(valeur):
            assert valeur == attendue
            assert statut == ""
        else:
            petite = mesure == calcul.EVOLUTION and lignes["depart"].get(code, np.nan) < 30
            assert petite or np.isnan(attendue)
            assert statut == "nd" or petite


def test_les_effectifs_somment_au_pays() -> None:
    repartition = calcul.repartir("CL", "urssaf", "A38", calcul.EFFECTIF)
    assert repartition.observees.sum() == champs.effectifs("urssaf", "A38", 2024, champs.FRANCE)["CL"] == 357_795


def test_une_case_inconnue_n_est_jamais_zero() -> None:
    """Alençon n'a pas d'effectif de cokéfaction publié, Mayotte n'est pas couverte."""
    for mesure in MESURES:
        repartition = calcul.repartir("CD", "urssaf", "A38", mesure)
        for code in ("0051", "0601"):
            rang = repartition.codes.index(code)
            assert np.isnan(repartition.valeurs[rang])
            assert repartition.statuts[rang] == "nd"
        assert carte.etat(repartition, Habillage())["sans"] == int(np.isnan(repartition.valeurs).sum())


@pytest.mark.parametrize(("secteur", "source", "nomenclature"), COUPLES)
def test_la_carte_montre_les_reculs_que_la_liste_nomme(secteur: str, source: str, nomenclature: str) -> None:
    repartition = calcul.repartir(secteur, source, nomenclature, calcul.EVOLUTION)
    rouges = {code for code, valeur in zip(repartition.codes, repartition.valeurs, strict=True) if valeur < 0}
    assert rouges == set(branche.recule(branche.branche(secteur, source, nomenclature))["code"])


@pytest.mark.parametrize(("secteur", "source", "nomenclature"), COUPLES)
def test_chaque_carte_est_legere_et_coherente(secteur: str, source: str, nomenclature: str) -> None:
    for mesure in MESURES:
        etat = carte.etat(calcul.repartir(secteur, source, nomenclature, mesure), Habillage(selection="0051"))
        assert len(json.dumps(etat, ensure_ascii=False, separators=(",", ":")).encode()) < POIDS_MAX
        assert sum(etat["effectifs"]) + etat["sans"] == 306
        assert len(etat["couleurs"]) == len(etat["effectifs"])
        assert etat["cercles"] == (mesure == calcul.EFFECTIF)
        assert etat["national"]
        if mesure == calcul.EVOLUTION:
            for couleur, bas, haut in zip(etat["couleurs"], etat["bornes"], etat["bornes"][1:], strict=False):
                assert bas >= 0 or haut <= 0
                assert (couleur in TEINTES[:3]) == (haut <= 0)


def test_le_champ_et_la_date_sont_dits() -> None:
    etat = carte.etat(calcul.repartir("CL", "flores", "A38", calcul.EVOLUTION), Habillage())
    assert droit(etat["titre"]) == "Matériels de transport : évolution de l'emploi"
    assert (etat["unite"], etat["periode"]) == ("%", "2022-2023")
    repartition = calcul.repartir("CL", "urssaf", "A38", calcul.PART)
    assert repartition.indicateur.sources == ("urssaf_secteurs",)
    assert repartition.periode == "2024"


@given(st.lists(st.floats(-100, 500), max_size=60))
def test_les_seuils_sont_symetriques(valeurs: list[float]) -> None:
    lus = carte.seuils(np.array([*valeurs, np.nan]))
    assert len(set(lus)) == 5
    assert list(lus) == sorted(lus)
    assert lus == tuple(-seuil for seuil in reversed(lus))


def test_un_seul_cote_garde_ses_teintes() -> None:
    """Un secteur qui ne fait que croître reste violet : la couleur dit toujours le même sens."""
    modele = calcul.repartir("CL", "urssaf", "A38", calcul.EVOLUTION).indicateur
    hausse = replace(fabriquee([1.0, 4.0, 12.0, 30.0, float("nan")]), indicateur=modele)
    etat = carte.etat(hausse, Habillage())
    assert set(etat["couleurs"]) <= set(TEINTES[3:])
    assert etat["sans"] == 1


def test_la_lecture_nomme_les_extremes() -> None:
    parts = droit(calcul.lecture(calcul.repartir("CL", "urssaf", "A38", calcul.PART)))
    assert parts == "Plus forts poids : Montbéliard (21,13 %), Saint-Nazaire (14,84 %), Valenciennes (12,30 %)."
    effectifs = droit(calcul.lecture(calcul.repartir("CL", "urssaf", "A38", calcul.EFFECTIF)))
    assert effectifs.startswith("Plus gros effectifs : Toulouse (45 061 salariés)")
    evolution = droit(calcul.lecture(calcul.repartir("CL", "urssaf", "A38", calcul.EVOLUTION)))
    assert re.match(r"Plus forts reculs : .*−.* ; plus fortes hausses : .*\+", evolution)


def test_sans_valeur_pas_de_lecture() -> None:
    vide = fabriquee([float("nan")] * 3)
    for mesure in MESURES:
        modele = calcul.repartir("CL", "urssaf", "A38", mesure).indicateur
        assert calcul.lecture(replace(vide, indicateur=modele)) == ""
