"""Nombres, périodes et rangs à la française, comparés à Babel."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from donnees.catalogue import charger
from geo.ecriture import formats
from tests.typographie import droit

PERIODES = sorted({p for fiche in charger().indicateurs.values() for p in fiche.periodes})


@given(st.floats(-1e12, 1e12), st.integers(0, 4), st.booleans())
def test_nombre_est_celui_de_babel(valeur: float, decimales: int, signe: bool) -> None:  # noqa: FBT001 - tiré au sort
    arrondi = Decimal(repr(round(valeur, decimales))).quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_EVEN)
    motif = "#,##0." + "0" * decimales if decimales else "#,##0"
    attendu = format_decimal(abs(arrondi), format=motif, locale="fr_FR")
    avant = "−" if arrondi < 0 else "+" if signe and arrondi > 0 else ""
    assert formats.nombre(valeur, decimales, signe=signe) == avant + attendu


@pytest.mark.parametrize("absent", [None, math.nan, math.inf, -math.inf, np.float64("nan")])
def test_nombre_absent(absent: float | None) -> None:
    assert formats.nombre(absent, 2, signe=True) == "—"
    assert formats.avec_unite(absent, "%", 1) == "—"


@pytest.mark.parametrize(
    ("valeur", "decimales", "signe", "attendu"),
    [
        (12345.6, 1, False, "12\u202f345,6"),
        (1234567, 0, False, "1\u202f234\u202f567"),
        (-0.04, 1, True, "0,0"),
        (-2.5, 1, False, "−2,5"),
        (2.5, 1, True, "+2,5"),
        (7, 2, False, "7,00"),
    ],
)
def test_exemples(valeur: float, decimales: int, signe: bool, attendu: str) -> None:  # noqa: FBT001 - jeu d'exemples
    assert formats.nombre(valeur, decimales, signe=signe) == attendu


def test_unite_insecable() -> None:
    assert formats.avec_unite(7.5, "%", 1) == "7,5\u00a0%"
    assert formats.avec_unite(-2.3, "points", 1, signe=True) == "−2,3\u00a0points"


@pytest.mark.parametrize(
    ("valeur", "unite", "attendu"),
    [
        (0.8, "points", "0,8 point"),
        (-1.9, "points", "−1,9 point"),
        (1.96, "points", "2,0 points"),
        (1.5, "fois", "1,5 fois"),
        (1.0, "pour 10 000 habitants", "1,0 pour 10 000 habitants"),
        (0.0, "%", "0,0 %"),
    ],
)
def test_unite_accordee_a_la_valeur_affichee(valeur: float, unite: str, attendu: str) -> None:
    assert droit(formats.avec_unite(valeur, unite, 1)) == attendu


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8, unique=True))
def test_aller_retour_des_seuils(seuils: list[float]) -> None:
    texte = " ; ".join(formats.nombre_simple(s) for s in seuils)
    assert formats.lire_nombres(texte) == tuple(sorted(seuils))


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_un_nombre_ecrit_se_relit(valeur: float, decimales: int) -> None:
    lu = formats.lire_nombres(formats.nombre(valeur, decimales, signe=True))
    assert lu is not None
    assert math.isclose(lu[0], round(valeur, decimales), abs_tol=1e-6)


@given(st.text(max_size=60))
def test_lire_nombres_n_echoue_jamais(texte: str) -> None:
    lus = formats.lire_nombres(texte)
    assert lus is None or (0 < len(lus) <= 8 and list(lus) == sorted(set(lus)) and all(map(math.isfinite, lus)))


@pytest.mark.parametrize("texte", ["", ";;", "x", "5 ; x", "nan", "inf ; 3", "1;2;3;4;5;6;7;8;9"])
def test_suites_refusees(texte: str) -> None:
    assert formats.lire_nombres(texte) is None


def test_suite_lue_triee_sans_doublon() -> None:
    assert formats.lire_nombres("10 ; 7,5;5;7.5 ; −2") == (-2.0, 5.0, 7.5, 10.0)


@pytest.mark.parametrize(
    ("code", "longue", "courte", "quand"),
    [
        ("2025-T4", "4ᵉ trimestre 2025", "T4 2025", "au 4ᵉ trimestre 2025"),
        ("2003-T1", "1ᵉʳ trimestre 2003", "T1 2003", "au 1ᵉʳ trimestre 2003"),
        ("2022", "2022", "2022", "en 2022"),
        ("2013-2018", "2013-2018", "2013-2018", "entre 2013 et 2018"),
    ],
)
def test_periodes(code: str, longue: str, courte: str, quand: str) -> None:
    assert droit(formats.periode(code)) == longue
    assert formats.periode_courte(code) == courte
    assert droit(formats.dans_la_periode(code)) == quand


@pytest.mark.parametrize("code", PERIODES)
def test_chaque_periode_du_catalogue_se_dit(code: str) -> None:
    assert code[:4] in formats.periode(code)
    assert formats.dans_la_periode(code).split(" ")[0] in {"au", "en", "entre"}


def test_ordinaux_et_statuts() -> None:
    assert [formats.ordinal(r) for r in (1, 2, 306)] == ["1ᵉʳ", "2ᵉ", "306ᵉ"]
    assert formats.ordinal(34875) == "34\u202f875ᵉ"
    assert formats.statut("") == ""
    assert formats.statut("s") == "secret statistique"
    assert formats.statut("inconnu") == ""


@given(st.text(alphabet="abé '’;:!?%«» \u202f\u00a0", max_size=40))
def test_typographie_stable_et_sans_perte(texte: str) -> None:
    corrige = formats.typographie(texte)
    assert formats.typographie(corrige) == corrige
    assert droit(corrige) == droit(texte)


def test_typographie() -> None:
    assert (
        formats.typographie("l'emploi : 5 % ; « oui » !") == "l’emploi\u00a0: 5\u00a0%\u202f; «\u00a0oui\u00a0»\u202f!"
    )


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("les 15-64 ans", "les 15\u201164\u00a0ans"),
        ("entre 2006-11 et 2013-2018", "entre 2006\u201111 et 2013\u20112018"),
        ("le 2025-12-01, 33063-1, 05-56", "le 2025-12-01, 33063-1, 05\u201156"),
        ("Bayonne - Pays Basque", "Bayonne\u00a0- Pays Basque"),
        ("du 1er au 4e trimestre, 1re", "du 1ᵉʳ au 4ᵉ trimestre, 1ʳᵉ"),
        ("3e2, 1.5e, b-4e", "3e2, 1.5e, b-4e"),
        ("l'« emploi », d'**ici**, l'[Atlas](x)", "l’«\u00a0emploi\u00a0», d’**ici**, l’[Atlas](x)"),
    ],
)
def test_typographie_sans_coupure(texte: str, attendu: str) -> None:
    assert formats.typographie(texte) == attendu


@pytest.mark.parametrize(
    ("fraction", "decimales", "attendu"),
    [(0.12, 0, "12 %"), (0.004, 0, "moins de 1 %"), (0.0004, 1, "moins de 0,1 %"), (0.0, 0, "0 %"), (math.nan, 0, "—")],
)
def test_part(fraction: float, decimales: int, attendu: str) -> None:
    assert droit(formats.part(fraction, decimales)) == attendu


@pytest.mark.parametrize(
    ("code", "attendu"),
    [
        ("", ""),
        ("2026", "2026"),
        ("2026-03", "mars 2026"),
        ("2026-03-01", "1ᵉʳ mars 2026"),
        ("2026-08-15", "15 août 2026"),
    ],
)
def test_date_partielle(code: str, attendu: str) -> None:
    assert formats.date_partielle(code).replace("\u00a0", " ") == attendu


@pytest.mark.parametrize(
    ("valeur", "attendu"), [(3, "3"), (1200.5, "1\u202f200,5"), (0.123, "0,12"), (-2, "−2"), (None, "—")]
)
def test_nombre_libre(valeur: float | None, attendu: str) -> None:
    assert formats.nombre_libre(valeur) == attendu


@pytest.mark.parametrize(("valeur", "attendu"), [(6000, "6\u202f000\u00a0€"), (12000.5, "12\u202f000,50\u00a0€")])
def test_euros(valeur: float, attendu: str) -> None:
    assert formats.euros(valeur) == attendu
