"""Adresses au hasard : quoi que dise le lien, jamais une trace d'erreur."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.catalogue import charger
from pages.carte.etat import EtatCarte
from tests.pages.visite import PAGES, ouvrir, sans_erreur

NOMS = [
    *EtatCarte.__dataclass_fields__,
    *("code", "maison", "embed", "nom", "avec", "vue", "facon", "comparateur", "serie", "communal", "x", "y", "region"),
]
VALEURS = [
    *charger().indicateurs,
    *("zone_emploi", "departement", "region", "commune", "epci", "france", "FR", "0051", "1109", "42", "2A", "42218"),
    *(
        "2025-T4",
        "2022",
        "1789",
        "jenks",
        "manuelles",
        "5_7.5",
        "-1e308_1e308",
        "7",
        "1",
        "0",
        "46.6_2.4_6",
        "mde.mcef",
    ),
    *(
        "aucun",
        "42218-1",
        "../../etc/passwd",
        "%00",
        "<script>alert(1)</script>",
        "![x](//y.z)",
        "🙂" * 500,
        "é" * 3000,
    ),
]
valeurs = st.one_of(st.sampled_from(VALEURS), st.text(max_size=40))
adresses = st.dictionaries(
    st.one_of(st.sampled_from(NOMS), st.from_regex(r"[a-z]{1,8}", fullmatch=True)), valeurs, max_size=7
)


@pytest.mark.parametrize("page", PAGES)
@settings(max_examples=30, deadline=None, derandomize=True)
@given(parametres=adresses)
def test_adresse_au_hasard(page: str, parametres: dict[str, str]) -> None:
    visite = sans_erreur(ouvrir(page, **parametres))
    assert len(visite.title) == 1
    for message in visite.warning:
        assert not re.search(r"(?<!\\)(!\[|\]\(|<\w)", message.value), message.value


@settings(max_examples=15, deadline=None, derandomize=True)
@given(suite=st.lists(adresses, min_size=2, max_size=3))
def test_suivre_plusieurs_liens_dans_la_meme_session(suite: list[dict[str, str]]) -> None:
    visite = ouvrir("carte")
    for parametres in suite:
        visite.query_params.clear()
        for nom, valeur in parametres.items():
            visite.query_params[nom] = valeur
        sans_erreur(visite.run())
