"""Ce que l'on tape et ce que le registre garde : dates et nombres à la française, aller-retour d'un brouillon."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.registre.services import valider
from pages.agir.saisir.lecture import vers_brouillon, vers_saisie
from pages.interface.lecture import ecrire_date, lire_date, lire_nombre
from tests.registre.atelier_registre import saisie


@pytest.mark.parametrize(
    ("tape", "lu"),
    [
        ("2026", "2026"),
        ("03/2026", "2026-03"),
        ("3/2026", "2026-03"),
        (" 15/03/2026 ", "2026-03-15"),
        ("15.03.2026", "2026-03-15"),
        ("2026-03-15", "2026-03-15"),
        ("le printemps", "le printemps"),
        ("", ""),
    ],
)
def test_lire_date(tape: str, lu: str) -> None:
    assert lire_date(tape) == lu


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_une_date_ecrite_se_relit(jour: dt.date) -> None:
    for code in (f"{jour:%Y}", f"{jour:%Y-%m}", jour.isoformat()):
        assert lire_date(ecrire_date(code)) == code


@pytest.mark.parametrize(
    ("tape", "lu"),
    [("12 000,50 €", "12000.50"), ("12\u202f000", "12000"), ("−3,5", "-3.5"), ("cent", "cent"), ("1e999", "1e999")],
)
def test_lire_nombre(tape: str, lu: str) -> None:
    assert lire_nombre(tape) == lu


@given(st.decimals(0, 10**11, places=2), st.decimals(0, 9_999, places=2), st.text(max_size=30))
def test_un_brouillon_non_touche_redonne_la_meme_saisie(budget: Decimal, etp: Decimal, description: str) -> None:
    propre = description.encode("utf-8", "ignore").decode().replace("\0", "")
    origine = valider(saisie(budget=str(budget), etp=str(etp), description=propre, empechement=propre))
    assert valider(vers_saisie(vers_brouillon(origine.model_dump(mode="json")))) == origine


def test_un_brouillon_vide_ne_reproche_que_l_obligatoire() -> None:
    from donnees.registre.erreurs import SaisieInvalide  # noqa: PLC0415 - seule cette épreuve l'emploie

    with pytest.raises(SaisieInvalide) as refus:
        valider(vers_saisie(vers_brouillon({})))
    obligatoires = {"titre", "maison", "theme", "axe_2013", "axes_2009", "role_maison", "debut", "statut"}
    assert set(refus.value.champs) == obligatoires
