"""Suivi d'une action : un progrès toujours fini, jamais inventé, et un petit graphique fidèle."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.registre.services import FicheSuivi
from geo.actions.durees import etendue
from geo.actions.progres import SENS_INCONNU, TROP_GRAND, progres, valeurs
from geo.graphiques.style import TEINTES
from geo.graphiques.suivi import suivi
from tests.typographie import droit
from tests.unitaires.test_graphiques_calendrier import HOSTILES, partielles
from tests.unitaires.test_graphiques_style import affiche

reels = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([0.0, -0.0, 1.0, 1e308, 5e-324]))
releves = st.dictionaries(partielles, reels, max_size=8)


def fabrique(cible: float | None, *relevees: tuple[str, float], unite: str = "personnes", **champs: Any) -> FicheSuivi:
    """Suivi fabriqué : cible et couples (date, valeur)."""
    lues = [{"date": jour, "valeur": valeur, "commentaire": ""} for jour, valeur in relevees]
    base = {"cle": "s", "libelle": "Personnes reçues", "unite": unite, "cible": cible, "valeurs": lues}
    return FicheSuivi.model_validate(base | champs)


@pytest.mark.parametrize(
    ("lu", "part", "phrase"),
    [
        (
            fabrique(200, ("2024", 95), ("2025-06", 130)),
            65,
            "130 personnes (juin 2025), soit 65 % de la cible (200 perso",
        ),
        (fabrique(50, ("2025", 70)), 140, "70 personnes (2025), soit 140 % de la cible (50 personnes)."),
        (fabrique(None, ("2025", 1)), None, "1 personne (2025), sans cible."),
        (fabrique(0, ("2025", 2)), None, "2 personnes (2025), cible : 0 personne (pas de pourcentage : cible nulle)."),
        (
            fabrique(-10, ("2025", -8)),
            None,
            "−8 personnes (2025), cible : −10 personnes (pas de pourcentage : cible né",
        ),
        (fabrique(10, ("2025", -8)), None, "−8 personnes (2025), cible : 10 personnes (pas de pourcentage : valeur né"),
        (fabrique(1e-300, ("2025", 1e300)), None, "1,0 × 10^300 personnes (2025), cible : 0 personne (pas de pourcen"),
        (fabrique(10), None, "Aucune valeur relevée, cible : 10 personnes."),
        (fabrique(None, unite=""), None, "Aucune valeur relevée, sans cible."),
        (fabrique(3000, ("2025", 2999.9)), 99.9967, "2 999,9 personnes (2025), soit 99,9 % de la cible"),
        (fabrique(1e6, ("2025", 1)), 0.0001, "1 personne (2025), soit moins de 0,1 % de la cible"),
    ],
)
def test_progres(lu: FicheSuivi, part: float | None, phrase: str) -> None:
    rendu = progres(lu)
    assert rendu.part == (None if part is None else pytest.approx(part, abs=1e-3))
    assert droit(rendu.phrase).startswith(phrase)
    assert rendu.reserve == ("" if lu.cible is None else SENS_INCONNU)


@given(st.one_of(st.none(), reels), releves)
def test_progres_fini_et_recalculable(cible: float | None, relevees: dict[str, float]) -> None:
    rendu = progres(fabrique(cible, *relevees.items()))
    assert (rendu.derniere is None) == (not relevees)
    assert rendu.cible == cible
    if rendu.part is not None:
        assert cible is not None
        assert rendu.derniere is not None
        exacte = 100 * Fraction(rendu.derniere) / Fraction(cible)
        assert math.isfinite(rendu.part)
        assert rendu.part == pytest.approx(float(exacte), rel=1e-9, abs=1e-300)
    elif cible is not None and cible > 0 and rendu.derniere is not None and rendu.derniere >= 0:
        assert rendu.derniere / cible >= TROP_GRAND / 100 * 0.999
    assert all(mot not in rendu.phrase for mot in ("inf ", "nan", "None"))
    assert len(rendu.phrase) < 250


@given(releves, st.integers(1899, 2101))
def test_les_valeurs_d_apres_l_annee_ne_comptent_pas(relevees: dict[str, float], annee: int) -> None:
    lu = fabrique(1, *relevees.items())
    gardees = valeurs(lu, annee)
    assert {valeur.date for valeur in gardees} == {jour for jour in relevees if int(jour[:4]) <= annee}
    fins = [etendue(valeur.date)[1] for valeur in gardees]
    assert fins == sorted(fins)
    assert progres(lu, annee).date == (gardees[-1].date if gardees else "")


def test_une_annee_compte_a_son_dernier_jour() -> None:
    assert progres(fabrique(None, ("2016", 100), ("2016-05", 40))).derniere == 100
    assert progres(fabrique(None, ("2016", 100), ("2016-12-31", 90))).derniere == 90


def test_valeur_non_finie_ecartee() -> None:
    lu = fabrique(math.inf, ("2024", 3), ("2025", math.nan))
    assert (progres(lu).derniere, progres(lu).cible) == (3, None)
    assert list(suivi(lu).data[0].y) == [3]


@pytest.mark.parametrize("theme", list(TEINTES))
def test_figure_points_cible_en_tirete_et_echelle_depuis_zero(theme: Any) -> None:
    dessin = suivi(fabrique(200, ("2024", 95), ("2025-06", 130), ("2026", 150)), jusqu_en=2025, theme=theme)
    (courbe,) = dessin.data
    assert list(zip(courbe.x, courbe.y, strict=True)) == [("2024-12-31", 95), ("2025-06-30", 130)]
    tiretee = [forme for forme in dessin.layout.shapes if forme.line.dash == "dash"]
    assert [forme.y0 for forme in tiretee] == [200]
    textes = [droit(annotation.text) for annotation in dessin.layout.annotations]
    assert textes == ["cible : 200", "95", "130", "2024", "juin 2025"]
    bas, haut = dessin.layout.yaxis.range
    assert bas < 0
    assert haut > 200
    assert not dessin.layout.xaxis.visible
    assert not dessin.layout.yaxis.visible
    assert droit(affiche(courbe.hovertext[1])) == "Personnes reçues\njuin 2025 : 130 personnes"


def test_sans_cible_pas_de_tirete() -> None:
    dessin = suivi(fabrique(None, ("2024", -5), ("2025", 5)))
    assert all(forme.line.dash is None for forme in dessin.layout.shapes)
    assert not any("cible" in annotation.text for annotation in dessin.layout.annotations)


@pytest.mark.parametrize("lu", [fabrique(5), fabrique(1e300, ("2025", 1)), fabrique(None, ("2025", -1e308))])
def test_rien_a_dessiner_est_dit(lu: FicheSuivi) -> None:
    dessin = suivi(lu)
    assert not dessin.data
    assert dessin.layout.annotations[0].text


def test_beaucoup_de_points_seuls_les_bouts_sont_ecrits() -> None:
    dessin = suivi(fabrique(None, *((f"20{an}", float(an)) for an in range(10, 25))))
    assert [annotation.text for annotation in dessin.layout.annotations] == ["10", "24", "2010", "2024"]


@pytest.mark.parametrize("hostile", HOSTILES)
def test_textes_hostiles_inertes(hostile: str) -> None:
    dessin = suivi(fabrique(10, ("2025", 3), unite=hostile, libelle=hostile))
    (texte,) = dessin.data[0].hovertext
    assert "<" not in texte.replace("<b>", "").replace("</b>", "").replace("<br>", "")
    assert len(progres(fabrique(10, ("2025", 3), unite=hostile)).phrase) < 160
