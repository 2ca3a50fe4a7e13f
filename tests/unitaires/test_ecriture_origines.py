"""Aucune source ne se montre sous un identifiant interne ; une adresse ou un texte écrit ne changent pas."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo.ecriture.origines import lisible

DILA = "github:okfnfr/dada-france-authorities@6811933 (DILA lannuaire) id mission_locale-38382-01"


@pytest.mark.parametrize(
    ("brute", "dite"),
    [
        (DILA, "DILA, annuaire de l'administration"),
        (f"{DILA} + https://exemple.fr/a", "DILA, annuaire de l'administration + https://exemple.fr/a"),
        ("fichier SQL public (index id 43907808062) + http://b.fr/", "fichier public + http://b.fr/"),
        (
            "github:os-data/github:os-data/eu-structural-funds data/FR/a.xls",
            "Liste des opérations des fonds européens",
        ),
        ("https://exemple.fr/github:", "https://exemple.fr/github:"),
    ],
)
def test_qui_publie_se_dit(brute: str, dite: str) -> None:
    assert lisible(brute) == dite


def test_aucune_source_du_jeu_ne_garde_d_identifiant() -> None:
    sources = pd.concat([entrepot.table(nom)["source"] for nom in ("maisons", "actions")]).unique()
    assert len(sources) > 50
    internes = re.compile(r"github:|@[0-9a-f]{7}| id \S+-\d|index id")
    assert [source for source in sources if internes.search(lisible(source))] == []


@given(st.text().filter(lambda texte: "github:" not in texte and "public" not in texte))
def test_tout_autre_texte_est_rendu_tel_quel(texte: str) -> None:
    assert lisible(texte) == texte
