"""Ce qui n'a pas pu se faire : daté de ce que le registre sait, une fois par action, constaté sans juger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.registre.services import Fiche
from geo.actions.empechements import Arret, Empechement, arret_de, empechements, phrases
from tests.typographie import droit
from tests.unitaires.test_graphiques_calendrier import fabriquer, tirees
from tests.unitaires.test_graphiques_suivi import fabrique

MAISON, JOUR = "35238-1", date(2026, 11, 22)


def _passee(*passages: tuple[str, str], **champs: Any) -> Fiche:
    """Action dont voici les passages de statut (statut, instant), le dernier étant le sien."""
    historique = [{"statut": statut, "quand": f"{jour}T08:00:00+00:00"} for statut, jour in passages]
    return fabriquer(historique=historique, statut=passages[-1][0], **champs)


def _annees(fiche: Fiche) -> dict[int, tuple[str, str]]:
    """Année → arrêt qui s'y lit."""
    lus = {annee: arret_de(fiche, annee) for annee in range(2010, 2030)}
    return {annee: (arret.statut.value, arret.date) for annee, arret in lus.items() if arret}


PREVUE, SUSPENDUE, REPRISE = ("prevue", "2020-01-05"), ("suspendue", "2022-03-01"), ("en_cours", "2024-02-01")
ABANDON = ("abandonnee", "2025-06-30")


@pytest.mark.parametrize(
    ("fiche", "attendu"),
    [
        (_passee(PREVUE, debut="2020", fin=""), {}),
        (
            _passee(PREVUE, SUSPENDUE, REPRISE, debut="2020", fin=""),
            dict.fromkeys((2022, 2023, 2024), ("suspendue", "2022-03-01")),
        ),
        (
            _passee(PREVUE, SUSPENDUE, debut="2020", fin="2024"),
            dict.fromkeys((2022, 2023, 2024), ("suspendue", "2022-03-01")),
        ),
        (_passee(PREVUE, ABANDON, debut="2020", fin=""), {2025: ("abandonnee", "2025-06-30")}),
        (_passee(PREVUE, ABANDON, debut="2020", fin="2023-11"), {2023: ("abandonnee", "2023-11")}),
        (_passee(PREVUE, ABANDON, debut="2020", fin="2027"), {2025: ("abandonnee", "2025-06-30")}),
        (
            _passee(PREVUE, SUSPENDUE, ABANDON, debut="2020", fin=""),
            {2022: ("suspendue", "2022-03-01"), 2025: ("abandonnee", "2025-06-30")},
        ),
        (_passee(("abandonnee", "2026-01-01"), debut="2014", fin="2016"), {2016: ("abandonnee", "2016")}),
        (_passee(("abandonnee", "2026-01-01"), debut="2014", fin=""), {2014: ("abandonnee", "")}),
        (
            _passee(("suspendue", "2026-01-01"), debut="2014", fin="2016"),
            dict.fromkeys((2014, 2015, 2016), ("suspendue", "")),
        ),
    ],
)
def test_un_arret_est_date_de_ce_que_le_registre_sait(fiche: Fiche, attendu: dict[int, tuple[str, str]]) -> None:
    assert _annees(fiche) == attendu


@settings(max_examples=80)
@given(tirees(), st.integers(2000, 2030))
def test_une_action_ne_figure_qu_une_fois(fiches: list[Fiche], annee: int) -> None:
    cles = [e.action.cle for e in empechements(fiches, MAISON, annee, JOUR)]
    assert len(cles) == len(set(cles))
    assert empechements(fiches, "autre", annee, JOUR) == ()


def _seul(annee: int = 2025, **champs: Any) -> Empechement | None:
    return next(iter(empechements([fabriquer(debut="2024", **champs)], MAISON, annee, JOUR)), None)


def test_une_cible_se_lit_a_la_fin_de_l_action() -> None:
    sous, egale, sans_cible = fabrique(200, ("2025", 130)), fabrique(5, ("2025", 5)), fabrique(None, ("2025", 1))
    muette = fabrique(40, libelle="Entreprises")
    suivis = [sous, egale, sans_cible, muette]
    finie = _seul(fin="2025-06", suivis=suivis)
    assert finie is not None
    assert [r.suivi.cible for r in finie.sous_cible] == [200]
    assert [r.suivi.cible for r in finie.sans_releve] == [40]
    assert [droit(phrase) for phrase in phrases(finie)] == [
        "Personnes reçues : 130 personnes (2025), soit 65 % de la cible (200 personnes).",
        "Entreprises : Aucune valeur relevée jusqu'en 2025, cible : 40 personnes.",
    ]
    assert _seul(2024, fin="2025-06", suivis=suivis) is None
    assert _seul(fin="2025", statut="en_cours", suivis=suivis) is not None
    assert _seul(2026, fin="2026", statut="en_cours", suivis=suivis) is None
    assert _seul(fin="", statut="en_cours", suivis=suivis) is None
    assert _seul(fin="", suivis=suivis) is None


def test_le_texte_de_la_maison_reste_tel_quel_les_annees_ou_l_action_court() -> None:
    texte = "<b>Faute de salle</b>\n\n [x](javascript:alert(1))  "
    for annee, attendu in ((2023, None), (2024, texte), (2025, texte), (2026, None)):
        lu = _seul(annee, fin="2025", empechement=texte)
        assert (lu.texte if lu else None) == attendu
    assert _seul(fin="2025", empechement=" \n ") is None


def test_phrases_d_un_arret() -> None:
    fiche = _passee(PREVUE, ABANDON, debut="2020", fin="")
    (lu,) = empechements([fiche], MAISON, 2025, JOUR)
    assert droit(phrases(lu)[0]) == "Abandonnée (enregistré le 30 juin 2025)."
    assert lu.arret is not None
    (levee,) = empechements([_passee(PREVUE, SUSPENDUE, REPRISE, debut="2020", fin="")], MAISON, 2024, JOUR)
    assert droit(phrases(levee)[0]) == (
        "Suspendue (enregistré le 1ᵉʳ mars 2022), puis en cours (enregistré le 1ᵉʳ février 2024)."
    )
    fin = Arret(lu.arret.statut, "2025-03", enregistre=False)
    assert droit(phrases(Empechement(fiche, fin, (), (), ""))[0]) == "Abandonnée (fin : mars 2025)."
    inconnue = Arret(lu.arret.statut, "", enregistre=False)
    assert phrases(Empechement(fiche, inconnue, (), (), ""))[0] == "Abandonnée ; le registre ne dit pas depuis quand."
