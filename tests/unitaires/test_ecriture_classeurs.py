"""Classeurs relus par openpyxl : mêmes valeurs, aucune formule, noms permis, octets reproductibles."""

from __future__ import annotations

import io
import math
import time
import zipfile
from datetime import date, datetime

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from geo.ecriture.classeurs import CELLULE_MAX, Feuille, composer, noms_uniques, textes_surs
from geo.mesures.classement import classer

DANGEREUX = ("=", "+", "-", "@", "\t", "\r")
PIEGES = ["=1+1", "@SUM(A1)", "+33", "-2", "\t=1", '=HYPERLINK("http://x")', "http://exemple.fr", "0051", "_x0041_", ""]
SOURCES = pd.DataFrame({"Producteur": ["INSEE"], "Adresse": ["https://www.insee.fr"]})
textes = st.one_of(
    st.sampled_from(PIEGES),
    st.text(max_size=30),
    st.builds(lambda signe, suite: signe + suite, st.sampled_from(DANGEREUX), st.text(max_size=9)),
)


def _relire(octets: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(octets))


def _lignes(octets: bytes, rang: int = 1) -> list[tuple[object, ...]]:
    return [tuple(ligne) for ligne in _relire(octets).worksheets[rang].iter_rows(values_only=True)]


def _sans_formule(octets: bytes) -> None:
    for feuille in _relire(octets).worksheets:
        for ligne in feuille.iter_rows():
            assert all(cellule.data_type != "f" and cellule.hyperlink is None for cellule in ligne)
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        for nom in archive.namelist():
            contenu = archive.read(nom)
            assert b"<f>" not in contenu
            assert b"hyperlink" not in contenu


def test_un_vrai_classement_relu() -> None:
    table = classer("chomage_localise")
    octets = composer("Chômage", [Feuille("Chômage", table, ["Une note."], {"valeur": 1, "population": 0})], SOURCES)
    lignes = _lignes(octets)
    assert lignes[0] == tuple(table.columns)
    for lue, attendue in zip(lignes[1:], table.itertuples(index=False), strict=False):
        for trouve, voulu in zip(lue, attendue, strict=True):
            if voulu is pd.NA or voulu == "" or (isinstance(voulu, float) and math.isnan(voulu)):
                assert trouve is None
            else:
                assert trouve == voulu
    assert lignes[len(table) + 2][0] == "Une note."
    _sans_formule(octets)


def test_feuilles_figees_formats_et_largeurs() -> None:
    table = pd.DataFrame({"Zone": ["Lyon" * 30], "Taux": [7.25], "Habitants": [1234567.0]})
    classeur = _relire(composer("T", [Feuille("A", table, formats={"Taux": 1, "Habitants": 0})], SOURCES))
    assert classeur.sheetnames == ["Lisez-moi", "A", "Sources"]
    feuille = classeur["A"]
    assert feuille.freeze_panes == "B2"
    assert [feuille.cell(2, c).number_format for c in (2, 3)] == ["#,##0.0", "#,##0"]
    assert feuille.column_dimensions["A"].width > 50
    assert feuille.column_dimensions["B"].width < 20
    assert feuille.auto_filter.ref == "A1:C2"
    assert [c.value for c in classeur["Sources"][2]] == ["INSEE", "https://www.insee.fr"]


def test_lisez_moi_presente_le_classeur() -> None:
    textes_lus = [ligne[0] for ligne in _lignes(composer("=Titre", [Feuille("Emploi", SOURCES)], SOURCES), 0)]
    assert textes_lus[0] == "'=Titre"
    assert "• Emploi" in textes_lus
    assert any("sans donnée" in str(texte) for texte in textes_lus)


@settings(max_examples=60)
@given(st.lists(textes, min_size=1, max_size=6), textes, textes)
def test_aucun_texte_hostile_ne_devient_formule(cellules: list[str], entete: str, note: str) -> None:
    feuille = Feuille(entete, pd.DataFrame({entete: pd.Series(cellules, dtype="object")}), [note])
    octets = composer(entete, [feuille], SOURCES)
    _sans_formule(octets)
    for ligne in _lignes(octets):
        for valeur in ligne:
            assert valeur is None or not str(valeur).startswith(DANGEREUX)


@pytest.mark.parametrize("texte", ["Lyon", "'=1+1", " espaces ", "a\nb", "é œ 🗺️", "_x0041_", "<b>&amp;</b>", "0051"])
def test_texte_relu_a_l_identique(texte: str) -> None:
    (_, (relu,)) = _lignes(composer("T", [Feuille("A", pd.DataFrame({"c": [texte]}))], SOURCES))
    assert relu == texte


@settings(max_examples=60)
@given(st.lists(st.one_of(st.floats(), st.integers(-(10**9), 10**9), st.booleans(), st.none()), min_size=1, max_size=8))
def test_nombres_et_absences_relus(valeurs: list[float | bool | None]) -> None:
    feuille = Feuille("A", pd.DataFrame({"c": pd.Series(valeurs, dtype="object"), "fin": "x"}))
    relues = [ligne[0] for ligne in _lignes(composer("T", [feuille], SOURCES))[1:]]
    for voulu, lu in zip(valeurs, relues, strict=True):
        if voulu is None or not math.isfinite(voulu):
            assert lu is None
        else:
            assert lu == pytest.approx(voulu, rel=1e-15)
            assert isinstance(lu, bool) == isinstance(voulu, bool)


def test_dates_et_types_numpy() -> None:
    table = pd.DataFrame({"jour": [date(2025, 3, 1), pd.Timestamp("2024-12-31"), pd.NaT], "n": np.array([1, 2, 3])})
    lignes = _lignes(composer("T", [Feuille("A", table)], SOURCES))
    assert [ligne[0] for ligne in lignes[1:]] == [datetime(2025, 3, 1), datetime(2024, 12, 31), None]  # noqa: DTZ001 - XLSX n'a pas de fuseau
    assert [ligne[1] for ligne in lignes[1:]] == [1, 2, 3]


def test_colonnes_de_meme_nom_et_table_vide() -> None:
    double = pd.DataFrame([[1, 2]], columns=["a", "a"])
    octets = composer("T", [Feuille("A", double), Feuille("B", pd.DataFrame(), ["Rien."])], pd.DataFrame())
    assert _lignes(octets)[:2] == [("a", "a"), (1, 2)]
    assert _lignes(octets, 2)[-1] == ("Rien.",)


@given(
    st.lists(
        st.one_of(st.text(max_size=40), st.sampled_from(["Sources", "SOURCES", "History", "'a'", "x" * 40])),
        max_size=12,
    )
)
def test_noms_de_feuilles_permis_et_uniques(noms: list[str]) -> None:
    sortis = noms_uniques(["Lisez-moi", "Sources", *noms])
    assert sortis[:2] == ["Lisez-moi", "Sources"]
    assert len({nom.casefold() for nom in sortis}) == len(sortis) == len(noms) + 2
    for nom in sortis:
        assert 0 < len(nom.encode("utf-16-le")) // 2 <= 31
        assert not set(nom) & set("[]:*?/\\")
        assert not nom.startswith("'")
        assert not nom.endswith("'")
        assert nom.casefold() != "history"


@settings(max_examples=40)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_tout_nom_de_feuille_s_ouvre(noms: list[str]) -> None:
    octets = composer("T", [Feuille(nom, SOURCES) for nom in noms], SOURCES)
    assert len(_relire(octets).sheetnames) == len(noms) + 2


def test_memes_octets_a_deux_moments() -> None:
    feuilles = [Feuille("A", classer("population").head(5))]
    avant = composer("T", feuilles, SOURCES)
    time.sleep(2.1)  # l'horloge d'une archive ZIP compte par deux secondes
    assert composer("T", feuilles, SOURCES) == avant


def test_textes_coupes_et_signes_illisibles_otes() -> None:
    assert textes_surs(["=" * 40_000])[0] == "'" + "=" * (CELLULE_MAX - 2) + "…"
    assert textes_surs(["a\x00b\ud800c\r\nd\re"]) == ["a b c\nd\ne"]
