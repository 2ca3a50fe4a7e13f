"""Tableau équivalent et CSV : mêmes valeurs que la carte, tri selon le sens, aucune formule piégée."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import replace
from typing import Literal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.catalogue import charger
from donnees.catalogue.formules import Difference
from donnees.catalogue.modeles import Indicateur
from donnees.catalogue.periodes import rang
from geo.ecriture import tableurs
from geo.mesures.repartitions import repartir
from geo.sorties import tableaux
from tests.unitaires.repartitions_fabriquees import COUPLES, ZONES, fabriquee

FORMULES = tuple("=+-@＝＋－＠")
DANGEREUX = ("\t", "\r", "\n")
BLANCS = " \t\r\n\v\f\x1c\u00a0\u202f\u2007\u3000\u200b\u2060\ufeff"
textes = st.one_of(
    st.text(max_size=20),
    st.builds(
        lambda blanc, signe, suite: blanc + signe + suite,
        st.text(BLANCS, max_size=3),
        st.sampled_from((*FORMULES, *DANGEREUX)),
        st.text(max_size=9),
    ),
)


def _dangereux(texte: str) -> bool:
    return texte.startswith(DANGEREUX) or texte.lstrip(BLANCS).startswith(FORMULES)


@given(st.lists(textes, max_size=10), st.sampled_from(["object", "str", "category"]))
def test_aucune_cellule_ne_peut_etre_une_formule(
    cellules: list[str], type_: Literal["object", "str", "category"]
) -> None:
    """Classe du défaut : formule cachée derrière un blanc, un saut de ligne ou une pleine chasse."""
    table = pd.DataFrame({"texte": pd.Series(cellules, dtype="object").astype(type_), "nombre": -1.5})
    propre = tableurs.neutraliser(table)
    for avant, apres in zip(cellules, propre["texte"], strict=True):
        assert not _dangereux(apres)
        assert apres.removeprefix("'") == avant.removeprefix("'") if apres != avant else not _dangereux(avant)
    assert (propre["nombre"] == -1.5).all()
    assert list(table["texte"]) == cellules


@pytest.mark.parametrize("texte", ["\n=1+1", " =1+1", "＝1+1", "\t=1", "\u00a0@x", "\ufeff=1", "=1", "+1", "-1"])
def test_les_en_tetes_aussi_sont_neutralises(texte: str) -> None:
    """Classe du défaut : cellules protégées, noms de colonnes oubliés."""
    ecrit = tableurs.en_csv(pd.DataFrame({texte: [texte], "n": [-1.5]})).decode("utf-8-sig")
    lignes = list(csv.reader(io.StringIO(ecrit, newline=""), delimiter=";"))
    assert lignes == [["'" + texte, "n"], ["'" + texte, "-1,5"]]


def test_texte_absent_reste_absent() -> None:
    propre = tableurs.neutraliser(pd.DataFrame({"texte": ["=1+1", None]}))
    assert propre["texte"].iloc[0] == "'=1+1"
    assert propre["texte"].isna().tolist() == [False, True]


@pytest.mark.parametrize(("indicateur", "niveau"), COUPLES)
def test_tableau_trie_selon_le_sens(indicateur: str, niveau: str) -> None:
    repartition = repartir(indicateur, niveau)
    fiche, table = repartition.indicateur, tableaux.equivalent(repartir(indicateur, niveau))
    valeurs = table[f"{fiche.libelle_court} ({fiche.unite})"]
    presentes = valeurs.dropna()
    assert len(table) == len(repartition.codes)
    assert set(table["Code"]) == set(repartition.codes)
    assert presentes.is_monotonic_increasing if fiche.sens == "mieux_bas" else presentes.is_monotonic_decreasing
    assert valeurs.iloc[len(presentes) :].isna().all()
    attendues = dict(zip(repartition.codes, repartition.valeurs, strict=True))
    for code, valeur in zip(table["Code"], valeurs, strict=True):
        assert math.isnan(valeur) == math.isnan(attendues[code])
        assert math.isnan(valeur) or abs(valeur - attendues[code]) <= 0.5000001 * 10**-fiche.decimales
    rangs = table["Rang"].dropna()
    sans_rang = [code for code in repartition.codes if repartition.fragilite(code)]
    assert len(rangs) == len(presentes) - len(sans_rang)
    assert table.set_index("Code").loc[sans_rang, "Rang"].isna().all()
    assert rangs.iloc[0] == 1 or sans_rang
    assert rangs.is_monotonic_increasing
    _verifier_bornes(table, fiche)


def _verifier_bornes(table: pd.DataFrame, fiche: Indicateur) -> None:
    """Les colonnes d'un indicateur incertain : bornes autour de la valeur, rang entre son mieux et son pire."""
    assert ("Minimum" in table.columns) == ("Maximum" in table.columns)
    if "Minimum" not in table.columns:
        return
    assert fiche.incertitude
    connues = table.dropna(subset=["Minimum", f"{fiche.libelle_court} ({fiche.unite})"])
    valeurs = connues[f"{fiche.libelle_court} ({fiche.unite})"]
    assert (connues["Minimum"] <= valeurs).all()
    assert (valeurs <= connues["Maximum"]).all()
    rangees = table.dropna(subset=["Rang"])
    assert (rangees["Rang au mieux"] <= rangees["Rang"]).all()
    assert (rangees["Rang"] <= rangees["Rang au pire"]).all()
    assert set(tableaux.decimales(table, fiche)) >= {"Rang", "Minimum", "Maximum", "Rang au mieux", "Rang au pire"}


def test_ex_aequo_au_meilleur_rang_et_statut_en_clair() -> None:
    table = tableaux.equivalent(fabriquee([5.0, 3.0, 3.0, math.nan], statuts=["", "p", "", "s"]))
    assert table["Rang"].fillna(0).tolist() == [1, 1, 3, 0]
    assert table["Statut"].tolist() == ["provisoire", "", "", "secret statistique"]


@pytest.mark.parametrize(
    ("indicateur", "zone"),
    [
        ("chomage_localise", ""),
        ("emploi_prive_evolution_5_ans", ""),
        ("emploi_prive", "0051"),
        ("revenu_median", "0051"),
    ],
)
def test_csv_relu_donne_les_memes_valeurs(indicateur: str, zone: str) -> None:
    repartition = repartir(indicateur, "commune" if zone else "zone_emploi", "", zone)
    octets = tableaux.csv(repartition)
    assert octets.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in octets
    relu = pd.read_csv(
        io.BytesIO(octets), sep=";", decimal=",", encoding="utf-8-sig", dtype={"Code": str, "Période": str}
    )
    table = tableaux.equivalent(repartition)
    for colonne in table.columns[:4]:
        if pd.api.types.is_numeric_dtype(table[colonne].dtype):
            pd.testing.assert_series_equal(relu[colonne].astype(float), table[colonne].astype(float))
        else:
            assert relu[colonne].tolist() == table[colonne].tolist()
    assert set(relu["Période"]) == {repartition.periode}
    assert set(relu["Source"]) == {repartition.sources}
    assert set(relu["Unité"]) == {repartition.indicateur.unite}


@pytest.mark.parametrize("indicateur", ZONES)
def test_chaque_source_est_nommee_avec_son_millesime(indicateur: str) -> None:
    fiche = charger().indicateur(indicateur)
    for periode in (fiche.periodes[0], fiche.periodes[-1]):
        texte = replace(fabriquee([1.0], indicateur), periode=periode).sources
        fiches = [charger().sources[identifiant] for identifiant in fiche.sources]
        lues = {periode}
        if isinstance(fiche.formule, Difference):  # l'écart cite la publication de chacune de ses deux dates
            base = charger().indicateur(fiche.formule.indicateur).periodes
            lues |= {autre for autre in base if rang(autre) == rang(periode) - fiche.formule.ecart}
        attendues = [s for s in fiches if not s.periodes or lues & set(s.periodes)]
        assert texte == " ; ".join(f"{s.producteur}, {s.titre} ({s.millesime})" for s in attendues)
        assert texte


def test_le_chomage_de_2019_cite_la_publication_de_2022() -> None:
    montree = fabriquee([7.2], "chomage_localise")
    assert "2003 à T2 2022" in replace(montree, periode="2019-T4").sources
    assert "2003 à T2 2022" not in replace(montree, periode="2025-T4").sources
