"""Arrondissements, fusions et scissions : ce qui se somme, ce qui ne se moyenne jamais, ce qui s'estime."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.erreurs import CodeInconnu, ErreurDonnees, FormatInattendu
from donnees.etapes import recrutements
from donnees.etapes.atelier import Atelier
from donnees.etapes.composantes import trier
from donnees.etapes.composantes_cog import SCISSIONS, au_cog, publier, repartir, sans_arrondissements, sommer
from donnees.lecture.socle import Brut

CLE = ["composante", "periode", "code"]


def _long(lignes: list[tuple[str, float | None, str]], variable: str = "POP") -> pd.DataFrame:
    table = pd.DataFrame(lignes, columns=["code", "valeur", "statut"]).astype({"valeur": "float64"})
    return table.assign(variable=variable)


def _table(lignes: list[tuple[str, float | None, str]]) -> pd.DataFrame:
    return _long(lignes).assign(composante="x", periode="2018")[[*CLE, "valeur", "statut"]]


def _dict(table: pd.DataFrame) -> dict[str, tuple[float | None, str]]:
    valeurs = [
        None if vide else float(valeur) for valeur, vide in zip(table["valeur"], table["valeur"].isna(), strict=True)
    ]
    return dict(zip(table["code"], zip(valeurs, table["statut"], strict=True), strict=True))


def test_les_arrondissements_en_double_disparaissent() -> None:
    long = _long(
        [("69123", 300.0, ""), ("69381", 100.0, ""), ("69382", 200.0, ""), ("69384", 0.0, ""), ("01001", 5, "")]
    )
    assert sans_arrondissements(long, "f", frozenset({"POP"}))["code"].tolist() == ["69123", "01001"]


@pytest.mark.parametrize(
    ("lignes", "mots"),
    [
        ([("69381", 100.0, ""), ("69382", 200.0, "")], ["69123"]),
        ([("69123", 900.0, ""), ("69381", 100.0, ""), ("69382", 200.0, "")], ["POP", "(900)", "300"]),
    ],
    ids=["commune entière absente", "somme différente"],
)
def test_des_arrondissements_qui_ne_sont_pas_des_doubles_arretent_tout(
    lignes: list[tuple[str, float | None, str]], mots: list[str]
) -> None:
    with pytest.raises(FormatInattendu) as erreur:
        sans_arrondissements(_long(lignes), "bpe.csv", frozenset({"POP"}))
    assert all(mot in str(erreur.value) for mot in ["bpe.csv", *mots]), str(erreur.value)


def test_un_code_inconnu_n_est_jamais_perdu(brut_vide: Brut) -> None:
    atelier = Atelier(brut_vide)
    atelier.intermediaires["historique"] = pd.DataFrame(
        {"code_historique": ["01001", "01002"], "code_commune": ["01001", "01001"]}
    )
    assert au_cog(atelier, _table([("01002", 1.0, "")]), "f")["code"].tolist() == ["01001"]
    with pytest.raises(CodeInconnu, match="99999"):
        au_cog(atelier, _table([("99999", 1.0, "")]), "f")


def test_une_fusion_somme_le_connu_et_garde_le_secret() -> None:
    lignes: list[tuple[str, float | None, str]] = [
        *[("01001", 2.0, ""), ("01001", 3.0, ""), ("01004", 7.0, "")],
        *[("01005", 4.0, ""), ("01005", None, "s"), ("01006", None, "nd"), ("01006", 1.0, "")],
    ]
    attendu = {"01001": (5.0, ""), "01004": (7.0, ""), "01005": (None, "s"), "01006": (None, "nd")}
    assert _dict(sommer(_table(lignes))) == attendu


def test_une_mediane_ne_se_moyenne_ni_ne_se_partage() -> None:
    lignes: list[tuple[str, float | None, str]] = [
        ("01001", 20000.0, ""),
        ("01001", 30000.0, ""),
        ("01004", 21070.0, ""),
    ]
    table = _table([*lignes, ("85084", 22670.0, ""), ("01007", 25000.0, "")])
    rendu = _dict(publier(table, frozenset({"01007"})))
    assert rendu == {"01001": (None, "nd"), "01004": (21070.0, ""), "85084": (None, "nd"), "01007": (None, "nd")}
    presentes = pd.concat([table, _table([(enfant, 1.0, "") for enfant in SCISSIONS])])
    assert _dict(publier(presentes))["85084"] == (22670.0, ""), "la médiane décrit déjà la commune démembrée"


@given(
    effectif=st.integers(0, 10**6),
    habitants=st.lists(st.integers(1, 10**5), min_size=3, max_size=3),
    au_chef=st.booleans(),
)
def test_une_scission_conserve_la_somme(effectif: int, habitants: list[int], *, au_chef: bool) -> None:
    population = pd.Series(habitants, index=["85084", "85165", "85212"], dtype="float64")
    depart = _table([("85084", float(effectif), ""), ("01001", 3.0, "")])
    rendu = repartir(depart, population, {"85165": "85084", "85212": "85084"}, au_chef=au_chef)
    assert sorted(rendu["code"]) == ["01001", "85084", "85165", "85212"]
    assert rendu["valeur"].sum() == pytest.approx(effectif + 3.0)
    assert _dict(rendu)["01001"] == (3.0, "")
    assert set(rendu.loc[rendu["code"] != "01001", "statut"]) == {"e"}


def test_une_scission_deja_connue_du_fichier_ne_change_rien() -> None:
    table = _table([("85084", 10.0, ""), ("85165", 2.0, "")])
    rendu = repartir(table, pd.Series(dtype="float64"), {"85165": "85084"})
    assert _dict(rendu) == {"85084": (10.0, ""), "85165": (2.0, "")}


def test_les_composantes_se_trient_et_refusent_un_double() -> None:
    table = _table([("01004", 1.0, ""), ("01001", 2.0, "")]).assign(niveau="commune")
    assert trier(table)["code"].tolist() == ["01001", "01004"]
    with pytest.raises(ErreurDonnees, match="01001"):
        trier(pd.concat([table, table.tail(1)], ignore_index=True))


def _pays(brut: Brut) -> Atelier:
    atelier = Atelier(brut)
    colonnes = ["commune", "zone_emploi", "departement", "bassin_bmo"]
    lignes = [("01001", "8405", "01", "8401"), ("01002", "8404", "01", "8401"), ("01003", "8404", "01", "8402")]
    atelier.tables["appartenance"] = pd.DataFrame(lignes, columns=colonnes)
    atelier.tables["territoires"] = pd.DataFrame(
        {"niveau": "commune", "code": ["01001", "01002", "01003"], "population": [300.0, 100.0, None]}
    )
    return atelier


def test_un_bassin_se_ventile_au_prorata_de_sa_population(brut_vide: Brut) -> None:
    poids = recrutements.poids_zones(_pays(brut_vide))
    assert poids.to_numpy().tolist() == [["8401", "8404", 0.25], ["8401", "8405", 0.75]]


def test_un_bassin_inconnu_arrete_tout(brut_vide: Brut) -> None:
    atelier = _pays(brut_vide)
    assert recrutements.rattacher(atelier, pd.Series(["8401", "0104", "9399"])).tolist() == ["8401", "", ""]
    with pytest.raises(CodeInconnu, match="9998"):
        recrutements.rattacher(atelier, pd.Series(["9998"]))
