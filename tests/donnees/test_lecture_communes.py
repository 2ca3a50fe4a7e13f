"""Lecteurs communaux de l'INSEE : comparateur, recensement 2022, Filosofi, BPE."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from donnees.erreurs import FichierAbsent, FormatInattendu
from donnees.lecture import insee_bpe, insee_filosofi, insee_recensement
from donnees.lecture.socle import Brut
from tests.donnees.extraits import poser, poser_json, poser_parquet, poser_zip, raccourcir

VARIABLES = insee_recensement.VARIABLES_COMPARATEUR
ENTETE = ";".join(["CODGEO", *VARIABLES])
ABERGEMENT = ";".join(["01001", "771", "767", "15.95", *["311"] * 9, "", "23970", "", *["93.1193103116279"] * 15])
MAYOTTE = ";".join(["97601", *[""] * 30])
FILOSOFI = "CODGEO;MED20;PIMP20;TP6020;PPMINI20;D120;D920;RD20\n"


def _valeur(table: pd.DataFrame, code: str, variable: str) -> tuple[float, str]:
    ligne = table[(table["code"] == code) & (table["variable"] == variable)]
    assert len(ligne) == 1
    return float(ligne["valeur"].iloc[0]), str(ligne["statut"].iloc[0])


def test_le_comparateur_garde_decimales_et_cases_vides(brut_vide: Brut) -> None:
    texte = f"\ufeff{ENTETE}\n{ABERGEMENT}\n{MAYOTTE}"
    poser_zip(brut_vide, insee_recensement.COMPARATEUR, insee_recensement.MEMBRE, texte)
    table = insee_recensement.lire_comparateur(brut_vide)
    assert len(table) == 2 * len(VARIABLES)
    assert _valeur(table, "01001", "SUPERF") == (15.95, "")
    assert _valeur(table, "01001", "ETTEFP1018") == (93.1193103116279, "")
    assert _valeur(table, "97601", "P18_POP")[1] == "nd"


@pytest.mark.parametrize(
    ("membre", "texte", "mots"),
    [
        ("autre.CSV", ENTETE, ["base_cc_comparateur.CSV", "archive ZIP"]),
        (None, ENTETE.replace("P18_ACT1564", "ACTIFS") + "\n", ["P18_ACT1564", "cette colonne"]),
        (None, "\n".join([ENTETE, ABERGEMENT.replace("23970", "23 97O")]), ["MED19", "un nombre", "2397O"]),
        (None, f"{ENTETE}\n{ABERGEMENT}\n{ABERGEMENT}", ["CODGEO", "uniques", "01001"]),
        (None, "\n".join([ENTETE, ABERGEMENT[:40]]), ["31 champs", "tronqué"]),
    ],
    ids=["membre absent", "colonne renommée", "lettre dans un nombre", "commune en double", "ligne coupée"],
)
def test_un_comparateur_abime_dit_ou_et_quoi(brut_vide: Brut, membre: str | None, texte: str, mots: list[str]) -> None:
    poser_zip(brut_vide, insee_recensement.COMPARATEUR, membre or insee_recensement.MEMBRE, texte)
    with pytest.raises(FormatInattendu) as erreur:
        insee_recensement.lire_comparateur(brut_vide)
    assert all(mot in str(erreur.value) for mot in [insee_recensement.COMPARATEUR, *mots]), str(erreur.value)


def test_une_archive_tronquee_se_dit(brut_vide: Brut) -> None:
    poser_zip(brut_vide, insee_recensement.COMPARATEUR, insee_recensement.MEMBRE, ENTETE)
    raccourcir(brut_vide, insee_recensement.COMPARATEUR, 60)
    with pytest.raises(FormatInattendu, match="archive ZIP"):
        insee_recensement.lire_comparateur(brut_vide)


def test_le_recensement_2022_ne_prend_pas_un_vide_pour_zero(brut_vide: Brut) -> None:
    colonnes = ["code", *insee_recensement.VARIABLES_RP_2022]
    lignes = [["10327", 23.3, 14.7, 8.3, None, 36.4, 12.9], ["11290", 34.2, 14.2, 0.0, 12.5, 12.5, 40.0]]
    poser_parquet(brut_vide, insee_recensement.RP_2022, pd.DataFrame(lignes, columns=colonnes))
    table = insee_recensement.lire_rp_2022(brut_vide)
    assert _valeur(table, "10327", "partCadres")[1] == "nd"
    assert _valeur(table, "11290", "tauxChomage") == (0.0, "")
    assert _valeur(table, "10327", "partOuvriers") == (36.4, "")


def test_un_recensement_sans_sa_colonne_ou_illisible_se_dit(brut_vide: Brut) -> None:
    poser_parquet(brut_vide, insee_recensement.RP_2022, pd.DataFrame({"code": ["01001"], "part65plus": [1.0]}))
    with pytest.raises(FormatInattendu, match="partMoins15"):
        insee_recensement.lire_rp_2022(brut_vide)
    raccourcir(brut_vide, insee_recensement.RP_2022, 50)
    with pytest.raises(FormatInattendu, match="parquet"):
        insee_recensement.lire_rp_2022(brut_vide)


def test_filosofi_2020_distingue_secret_et_non_disponible(brut_vide: Brut) -> None:
    lignes = "01001;24820;s;s;s;s;s;s\n01004;21070;48,0;17,0;3,6;11490;35550;3,1\n55039;nd;nd;nd;nd;nd;nd;nd\n"
    poser(brut_vide, insee_filosofi.FILOSOFI_2020, FILOSOFI + lignes)
    table = insee_filosofi.lire_filosofi_2020(brut_vide)
    assert _valeur(table, "01004", "TP6020") == (17.0, "")
    assert _valeur(table, "01001", "TP6020")[1] == "s"
    assert _valeur(table, "55039", "MED20")[1] == "nd"


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        (FILOSOFI.replace("TP6020", "TP60"), ["TP6020"]),
        (FILOSOFI.replace(";", ","), ["CODGEO", "cette colonne"]),
        (FILOSOFI + "01001;secret;s;s;s;s;s;s\n", ["MED20", "secret"]),
        ("", ["CSV"]),
    ],
    ids=["colonne renommée", "séparateur changé", "statut inconnu", "fichier vide"],
)
def test_un_filosofi_abime_dit_ou_et_quoi(brut_vide: Brut, texte: str, mots: list[str]) -> None:
    poser(brut_vide, insee_filosofi.FILOSOFI_2020, texte)
    with pytest.raises(FormatInattendu) as erreur:
        insee_filosofi.lire_filosofi_2020(brut_vide)
    assert all(mot in str(erreur.value) for mot in [insee_filosofi.FILOSOFI_2020, *mots]), str(erreur.value)


def test_filosofi_2021_lit_les_medianes(brut_vide: Brut) -> None:
    communes: dict[str, Any] = {"01001": {"median_eur": 25820}, "01004": {"median_eur": 21660, "minima_pct": 3.0}}
    poser_json(brut_vide, insee_filosofi.FILOSOFI_2021, {"communes": communes})
    table = insee_filosofi.lire_filosofi_2021(brut_vide)
    assert _valeur(table, "01001", "median_eur") == (25820.0, "")
    assert _valeur(table, "01001", "minima_pct")[1] == "nd"
    poser_json(brut_vide, insee_filosofi.FILOSOFI_2021, {"communes": {"01001": {"mediane": 1}}})
    with pytest.raises(FormatInattendu, match="median_eur"):
        insee_filosofi.lire_filosofi_2021(brut_vide)


def test_la_bpe_2020_se_lit_avec_ses_libelles(brut_vide: Brut) -> None:
    poser(brut_vide, insee_bpe.LIBELLES_2020, "typequ,libelle\nB101,Hypermarché\nB203,Boulangerie\n")
    poser(brut_vide, insee_bpe.BPE_2020, "CODGEO;NB_B101;NB_B203\n01001;0;1\n01004;2;11\n")
    types = insee_bpe.lire_libelles_2020(brut_vide)["type"].tolist()
    assert _valeur(insee_bpe.lire_bpe_2020(brut_vide, types), "01004", "B203") == (11.0, "")
    with pytest.raises(FormatInattendu, match="NB_B316"):
        insee_bpe.lire_bpe_2020(brut_vide, [*types, "B316"])


def test_la_bpe_2024_refuse_une_famille_inconnue(brut_vide: Brut) -> None:
    poser_json(brut_vide, insee_bpe.BPE_2024, {"communes": {"11045": {"poste": 1, "ecole_primaire": 0}}})
    table = insee_bpe.lire_bpe_2024(brut_vide)
    assert table[["code", "variable", "valeur"]].to_numpy().tolist() == [["11045", "poste", 1.0]]
    poser_json(brut_vide, insee_bpe.BPE_2024, {"communes": {"11045": {"cinema": 1}}})
    with pytest.raises(FormatInattendu, match="cinema"):
        insee_bpe.lire_bpe_2024(brut_vide)
    raccourcir(brut_vide, insee_bpe.BPE_2024, 30)
    with pytest.raises(FormatInattendu, match="JSON valide"):
        insee_bpe.lire_bpe_2024(brut_vide)
    with pytest.raises(FichierAbsent):
        insee_bpe.lire_bpe_2020(brut_vide, ["B101"])
