"""Le bouton d'un fichier à emporter : type déduit du nom, suffixe inconnu refusé, page jamais rejouée."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import Mock

import pandas as pd
import pytest
import streamlit as st

from geo.sorties.metadonnees import Sujet
from pages.interface import telechargement


@pytest.fixture
def bouton(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Ce que Streamlit reçoit."""
    recu = Mock()
    monkeypatch.setattr(st, "download_button", recu)
    return recu


@pytest.mark.parametrize(
    ("fichier", "attendu"),
    [
        ("atlas-carte.csv", "text/csv"),
        ("atlas-carte.geojson", "application/geo+json"),
        ("atlas-carte.png", "image/png"),
        ("atlas-carte.svg", "image/svg+xml"),
        ("atlas-actions.ics", "text/calendar"),
        ("atlas-actions.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("atlas-schema-action.json", "application/json"),
    ],
)
def test_le_type_vient_du_suffixe(bouton: Mock, fichier: str, attendu: str) -> None:
    telechargement.proposer("À emporter", fichier, b"")
    (libelle, contenu, nom, type_mime), options = bouton.call_args
    assert (libelle, contenu, nom, type_mime) == ("À emporter", b"", fichier, attendu)
    assert (options["on_click"], options["key"]) == ("ignore", f"telecharger.{fichier}")


@pytest.mark.parametrize("fichier", ["atlas-essai.exe", "atlas-essai", "atlas-essai.CSV", ""])
def test_un_suffixe_inconnu_est_refuse(bouton: Mock, fichier: str) -> None:
    with pytest.raises(KeyError):
        telechargement.proposer("À emporter", fichier, b"")
    bouton.assert_not_called()


@pytest.mark.parametrize(
    ("options", "attendues"),
    [
        ({}, {"width": "content", "disabled": False}),
        ({"large": True, "ferme": True}, {"width": "stretch", "disabled": True}),
    ],
)
def test_large_et_ferme(bouton: Mock, options: dict[str, Any], attendues: dict[str, object]) -> None:
    telechargement.proposer("À emporter", "atlas-essai.csv", b"", **options)
    assert bouton.call_args.kwargs.items() >= attendues.items()


@pytest.mark.parametrize("fichier", ["tableau.csv", "atlas.csv", "atlas-Été.csv", "../atlas-x.csv", "atlas-a b.csv"])
def test_un_nom_qui_ne_vient_pas_du_nommeur_est_refuse(bouton: Mock, fichier: str) -> None:
    with pytest.raises(ValueError, match=r"geo\.sorties\.noms"):
        telechargement.proposer("À emporter", fichier, b"")
    bouton.assert_not_called()


def test_un_tableau_que_la_page_ne_montre_pas_ne_se_compose_qu_au_clic(bouton: Mock) -> None:
    composer = Mock(return_value=pd.DataFrame({"Nom": ["Blois"]}))
    telechargement.table(Sujet("Essai", ("essai",)), composer)
    composer.assert_not_called()
    (tableau, fiche) = (appel.args for appel in bouton.call_args_list)
    assert tableau[1]() == b"\xef\xbb\xbfNom\r\nBlois\r\n"
    composer.assert_called_once_with()
    assert (tableau[2], fiche[2]) == ("atlas-essai.csv", "atlas-essai-metadonnees.json")
    assert json.loads(fiche[1]())["url"] == "atlas-essai.csv"
