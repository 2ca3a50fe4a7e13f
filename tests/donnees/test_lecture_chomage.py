"""Taux de chômage localisés : deux millésimes, leurs défauts possibles, leur accord."""

from __future__ import annotations

from typing import Any

import pytest

from donnees.erreurs import FichierAbsent, FormatInattendu
from donnees.lecture.insee_chomage import (
    CLASSEUR,
    FEUILLE,
    RECENT,
    TRIMESTRES,
    lire_chomage_2003_2022,
    lire_chomage_recent,
)
from donnees.lecture.socle import Brut
from tests.donnees.extraits import poser_classeur, poser_json, raccourcir

TITRES: list[list[object]] = [
    ["Taux de chômage localisés par zone d'emploi"],
    [],
    ["Code de la zone d'emploi 2020", "Libellé"],
]


def _lignes(trimestres: list[str] = TRIMESTRES, **remplace: object) -> list[list[object]]:
    """Alençon (vraies premières valeurs) et un DROM, sans valeur avant 2014."""
    alencon: list[object] = [7, 7.4, "7,2", 7.3] + [6.9] * (len(trimestres) - 4)
    drom: list[object] = [None] * 44 + [20.1] * (len(trimestres) - 44)
    alencon[4] = remplace.get("cinquieme", 7.2)
    entete: list[object] = ["ZE2020", "LIBZE2020", *trimestres]
    return [*TITRES, entete, ["0051", "Alençon", *alencon], ["0101", "Basse-Terre", *drom]]


def test_la_feuille_se_lit_sous_ses_titres(brut_vide: Brut) -> None:
    poser_classeur(brut_vide, CLASSEUR, {"Documentation": [["x"]], FEUILLE: _lignes()})
    table = lire_chomage_2003_2022(brut_vide).set_index(["code", "periode"])
    assert len(table) == 2 * 78
    assert table.loc[("0051", "2003-T3"), "valeur"] == pytest.approx(7.2), "virgule décimale"
    assert table.loc[("0101", "2013-T4"), "statut"] == "nd"
    assert table.loc[("0101", "2014-T1"), "valeur"] == pytest.approx(20.1)


@pytest.mark.parametrize(
    ("feuilles", "attendu"),
    [
        ({"txcho": _lignes()}, ["txcho_ze", "classeur XLSX"]),
        ({FEUILLE: _lignes([*TRIMESTRES[:-1], "2022-T9"])}, ["txcho_ze", "2022-T2", "cette colonne"]),
        ({FEUILLE: TITRES}, ["ZE2020", "en-tête"]),
        ({FEUILLE: _lignes(cinquieme="7.2 (p)")}, ["2004-T1", "un nombre", "7.2(p)"]),
        ({FEUILLE: [*_lignes(), _lignes()[4]]}, ["ZE2020", "uniques", "0051"]),
        ({FEUILLE: [*_lignes(), ["Total", *_lignes()[4][1:]]]}, ["ZE2020", "4 chiffres", "Total"]),
    ],
    ids=["feuille absente", "colonne renommée", "sans en-tête", "cellule bavarde", "zone en double", "ligne de total"],
)
def test_un_classeur_abime_dit_ou_et_quoi(brut_vide: Brut, feuilles: dict[str, Any], attendu: list[str]) -> None:
    poser_classeur(brut_vide, CLASSEUR, feuilles)
    with pytest.raises(FormatInattendu) as erreur:
        lire_chomage_2003_2022(brut_vide)
    assert CLASSEUR in str(erreur.value)
    assert all(mot in str(erreur.value) for mot in attendu), str(erreur.value)


def test_un_classeur_tronque_ou_absent_se_dit(brut_vide: Brut) -> None:
    with pytest.raises(FichierAbsent, match="chomage-zone"):
        lire_chomage_2003_2022(brut_vide)
    poser_classeur(brut_vide, CLASSEUR, {FEUILLE: _lignes()})
    raccourcir(brut_vide, CLASSEUR, 900)
    with pytest.raises(FormatInattendu, match="XLSX lisible"):
        lire_chomage_2003_2022(brut_vide)


def test_la_serie_recente_se_deplie_sans_le_faux_national(brut_vide: Brut) -> None:
    poser_json(
        brut_vide,
        RECENT,
        {
            "quarters": ["2021-T1", "2021-T2"],
            "national_rate_pct_series": [8.22, 8.09],
            "zes": {"0051": {"label": "Alençon", "rate_pct": [7.4, 7.1]}, "0052": {"rate_pct": [10.4, None]}},
        },
    )
    table = lire_chomage_recent(brut_vide).set_index(["code", "periode"])
    assert table["valeur"].dropna().tolist() == [7.4, 10.4, 7.1]
    assert table.loc[("0052", "2021-T2"), "statut"] == "nd"


@pytest.mark.parametrize(
    ("contenu", "mot"),
    [
        ({"zes": {}}, "quarters"),
        ({"quarters": ["2021-T1"], "zes": {"0051": {"rate_pct": [7.4, 7.1]}}}, "1 taux"),
        ({"quarters": ["T1 2021"], "zes": {"0051": {"rate_pct": [7.4]}}}, "trimestre"),
    ],
    ids=["clé absente", "série trop longue", "trimestre mal écrit"],
)
def test_une_serie_recente_abimee_se_dit(brut_vide: Brut, contenu: dict[str, Any], mot: str) -> None:
    poser_json(brut_vide, RECENT, contenu)
    with pytest.raises(FormatInattendu, match=mot):
        lire_chomage_recent(brut_vide)


def test_un_json_tronque_se_dit(brut_vide: Brut) -> None:
    poser_json(brut_vide, RECENT, {"quarters": [], "zes": {}})
    raccourcir(brut_vide, RECENT, 10)
    with pytest.raises(FormatInattendu, match="JSON valide"):
        lire_chomage_recent(brut_vide)


def test_les_deux_millesimes_s_accordent(brut_reel: Brut) -> None:
    communs = lire_chomage_2003_2022(brut_reel).merge(
        lire_chomage_recent(brut_reel), on=["code", "periode"], suffixes=("_ancien", "_recent")
    )
    ecart = (communs["valeur_ancien"] - communs["valeur_recent"]).abs()
    assert len(communs) == 1812
    assert ecart.notna().all()
    assert ecart.max() <= 1.5 + 1e-9
    assert ecart.mean() == pytest.approx(0.09, abs=0.01)
