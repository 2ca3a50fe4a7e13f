"""Le tableau triable : nombres français, signes, absents, hauteur bornée, texte pour qui ne le voit pas."""

from __future__ import annotations

from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from pages.interface import feuille, tableau


@pytest.fixture
def montre(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Ce que Streamlit reçoit."""
    recu = Mock()
    monkeypatch.setattr(st, "dataframe", recu)
    return recu


def test_nombres_signes_et_absents(montre: Mock) -> None:
    table = pd.DataFrame(
        {
            "Secteur": ["a", "b"],
            "Effectif": pd.array([12345, pd.NA], dtype="Int64"),
            "Évolution (%)": [1.25, np.nan],
            "Part (%)": [-0.04, 3.0],
        }
    )
    tableau.montrer(table, {"Effectif": 0, "Évolution (%)": 1, "Part (%)": 1}, "L'emploi", signees=("Évolution",))
    (style,), options = montre.call_args
    ecrits = style._translate(sparse_index=False, sparse_cols=False)["body"]
    dits = [[case["display_value"] for case in ligne if case["type"] == "td"] for ligne in ecrits]
    assert dits == [["a", "12\u202f345", "+1,2", "0,0"], ["b", "—", "—", "3,0"]]
    assert options["alt"] == "L’emploi"


@pytest.mark.parametrize(("lignes", "attendue"), [(0, "content"), (3, "content"), (11, "content"), (12, 420)])
def test_un_tableau_court_n_a_pas_de_ligne_vide(montre: Mock, lignes: int, attendue: object) -> None:
    tableau.montrer(pd.DataFrame({"Rang": range(lignes)}), {"Rang": 0}, "Des rangs")
    assert montre.call_args.kwargs["height"] == attendue


def test_un_tableau_enorme_laisse_l_ecriture_au_navigateur(montre: Mock) -> None:
    table = pd.DataFrame({"Rang": range(tableau.CELLULES_MAX + 1)})
    tableau.montrer(table, {"Rang": 0}, "Des rangs")
    assert montre.call_args.args[0] is table
    assert set(montre.call_args.kwargs["column_config"]) == {"Rang"}


def test_sur_la_feuille_le_tableau_est_entier_borne_et_la_borne_dite(
    montre: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecrits = Mock()
    monkeypatch.setattr(st, "html", ecrits)
    monkeypatch.setattr(feuille, "en_cours", lambda: True)
    monkeypatch.setattr(feuille, "LIGNES_MAX", 2)
    table = pd.DataFrame({"Nom": ["<b>a</b>", "", "c"], "Effectif": pd.array([12345, pd.NA, 1], dtype="Int64")})
    tableau.montrer(table, {"Effectif": 0}, "L'emploi")
    montre.assert_not_called()
    html = ecrits.call_args.args[0]
    assert html.count("<tr>") == 3
    assert "&lt;b&gt;a&lt;/b&gt;" in html
    assert "12\u202f345" in html
    assert "2 lignes sur 3" in html.replace("\u00a0", " ")
