"""La recherche à la frappe répond hors session : bornée, gardée, en texte."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.cadre.serveur import recherche
from pages.cadre.serveur.portes import Portes
from tests.asgi import Application, adresser, portee


def _repondre(texte: str) -> list[dict[str, str]]:
    application = Application()
    reponse = adresser(Portes(application), portee("/recherche", question=urlencode({"q": texte})), application)
    assert reponse.entetes["content-type"] == "application/json"
    lieux: list[dict[str, str]] = json.loads(reponse.texte)
    return lieux


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("voiron", ("zone_emploi", "8435")),
        ("Lens-Hénin", ("zone_emploi", "3215")),
        ("54000", ("commune", "54395")),
        ("st-etienne", ("zone_emploi", "8428")),
        ("arjuzanx", ("commune", "40197")),
    ],
)
def test_le_lieu_attendu_est_parmi_les_reponses(texte: str, attendu: tuple[str, str]) -> None:
    assert attendu in [(lieu["genre"], lieu["code"]) for lieu in _repondre(texte)]


def test_un_code_postal_passe_avant_le_code_insee_d_une_autre_commune_qui_dit_pourquoi() -> None:
    """76540 : code postal de Valmont et d'autres, code Insee de Rouen."""
    lieux = [lieu for lieu in _repondre("76540") if lieu["genre"] == "commune"]
    assert "76719" in [lieu["code"] for lieu in lieux[:-1]]
    assert (lieux[-1]["code"], lieux[-1]["nature"]) == ("76540", "Commune, code Insee 76540")
    assert {lieu["nature"] for lieu in lieux[:-1]} == {"Commune"}


def test_un_ancien_nom_dit_lequel_a_repondu() -> None:
    (lieu,) = [lieu for lieu in _repondre("arjuzanx") if lieu["genre"] == "commune"]
    assert lieu["ancien"] == "Arjuzanx"


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_tout_texte_recoit_une_reponse_bornee(texte: str) -> None:
    assert len(_repondre(texte)) <= recherche.MAXIMUM


def test_la_porte_sert_la_recherche_sans_le_cadre() -> None:
    application = Application()
    reponse = adresser(Portes(application), portee("/recherche", question="q=voiron"), application)
    assert reponse.statut == 200
    assert "max-age" in reponse.entetes["cache-control"]
    assert json.loads(reponse.texte)
    assert not application.reponse.admise
