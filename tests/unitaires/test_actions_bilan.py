"""Bilan d'une maison : chaque action comptée une fois, la même règle que le registre, rien d'additionné à tort."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import make_url

from donnees.registre import services
from donnees.registre.demarrage import demarrer
from donnees.registre.droits import VISITEUR
from donnees.registre.services import Fiche, Filtre
from donnees.vocabulaire import StatutAction, Theme
from geo.actions.bilan import annee_par_defaut, annees, bilan, bornes, court_en, de_la_maison, table, vue
from tests.registre.atelier_registre import ADMIN, saisie
from tests.typographie import droit
from tests.unitaires.test_graphiques_calendrier import fabriquer, tirees
from tests.unitaires.test_graphiques_suivi import fabrique

MAISON = "35238-1"
FORMATION: dict[str, Any] = {"nom": "GRETA", "nature": "organisme_formation"}


@settings(max_examples=80)
@given(tirees(), st.integers(1900, 2101))
def test_chaque_action_est_comptee_une_seule_fois(fiches: list[Fiche], annee: int) -> None:
    vu = bilan(fiches, MAISON, annee)
    assert sum(vu.cases.values()) == len(vu.actions) == vu.compte()
    assert sum(vu.compte(theme) for theme in Theme) == sum(vu.compte(statut=s) for s in StatutAction) == vu.compte()
    assert sum(vu.compte(theme, statut) for theme in vu.themes for statut in vu.statuts) == vu.compte()
    assert all(vu.compte(theme) for theme in vu.themes)
    assert {f.cle for f in vu.actions} == {f.cle for f in fiches if court_en(f, annee)}
    assert {f.cle for f in vu.sans_date} == {f.cle for f in fiches if not f.debut and not f.fin}
    assert bool(vu.actions) == (annee in annees(fiches, max(annee, 2026)))


@settings(max_examples=80)
@given(tirees(), st.integers(1950, 2050))
def test_annee_par_defaut_a_une_action_et_a_commence_si_possible(fiches: list[Fiche], courante: int) -> None:
    choisie = annee_par_defaut(fiches, courante)
    avec = annees(fiches, courante)
    assert list(avec) == sorted(set(avec), reverse=True)
    if not avec:
        assert choisie == courante
        return
    assert bilan(fiches, MAISON, choisie).actions
    commencees = [annee for annee in avec if annee <= courante]
    assert choisie == (max(commencees) if commencees else min(avec))


def test_la_meme_regle_que_le_filtre_du_registre(tmp_path: Path) -> None:
    registre = demarrer(make_url(f"sqlite:///{tmp_path}/atlas.sqlite"))
    statuts = [statut for statut in StatutAction if statut != StatutAction.NON_PRECISE]
    for rang, statut in enumerate(statuts):
        for debut, fin in (("2015", ""), ("2016-05", "2017"), ("2016", "2016-03")):
            champs = {"titre": f"{rang} {debut} {fin}", "debut": debut, "fin": fin, "statut": statut.value}
            services.creer(registre, ADMIN, saisie(**champs))
    toutes = services.lister(registre, VISITEUR)
    assert any(bornes(fiche) is None for fiche in toutes)
    for annee in range(2003, 2031):
        du_registre = services.lister(registre, VISITEUR, Filtre(periode=(annee, annee)))
        assert {f.cle for f in toutes if court_en(f, annee)} == {f.cle for f in du_registre}, annee


@pytest.mark.parametrize(
    ("champs", "attendues"),
    [
        ({"debut": "2015", "fin": "2017-03"}, (2015, 2017)),
        ({"debut": "2015", "fin": "", "statut": "en_cours"}, (2015, 9999)),
        ({"debut": "2015", "fin": "", "statut": "abandonnee"}, (2015, 2015)),
        ({"debut": "", "fin": "2016-02"}, (2016, 2016)),
        ({"debut": "", "fin": "", "statut": "en_cours"}, None),
    ],
)
def test_bornes(champs: dict[str, str], attendues: tuple[int, int] | None) -> None:
    assert bornes(fabriquer(**champs)) == attendues


def test_ni_les_autres_maisons_ni_les_archivees() -> None:
    fiches = [
        fabriquer("a"),
        fabriquer("b", maison="02408-1"),
        fabriquer("c", archivee=True),
        fabriquer("d", maison=None),
    ]
    assert [f.cle for f in de_la_maison(fiches, MAISON)] == ["a"]
    assert [f.cle for f in bilan(fiches, MAISON, 2016).actions] == ["a"]


def test_resultats_arretes_a_la_fin_de_l_annee() -> None:
    suivis = [fabrique(200, ("2015", 50), ("2016-06", 90), ("2017", 180)), fabrique(None, cle="vide", libelle="Vide")]
    vu = bilan([fabriquer(suivis=suivis, fin="2018")], MAISON, 2016)
    premier, second = vu.resultats
    assert (premier.progres.derniere, premier.progres.date, premier.progres.part) == (90, "2016-06", 45)
    assert second.progres.derniere is None


def test_partenaires_reunis_avec_tous_leurs_roles() -> None:
    mission = {"nom": "Mission locale", "nature": "mission_locale", "role": "Oriente"}
    fiches = [
        fabriquer("a", partenaires=[FORMATION | {"role": "Forme"}, mission]),
        fabriquer("b", partenaires=[FORMATION | {"role": "Prête ses locaux"}]),
        fabriquer("c", partenaires=[FORMATION | {"role": "Forme"}]),
        fabriquer("hors", partenaires=[FORMATION | {"role": "Ailleurs"}], debut="2010", fin="2010"),
    ]
    premier, second = bilan(fiches, MAISON, 2016).partenaires
    assert (premier.nom, premier.nature, premier.actions) == ("GRETA", "Organisme de formation", 3)
    assert premier.roles == ("Forme", "Prête ses locaux")
    assert (second.nom, second.actions) == ("Mission locale", 1)


def test_montants_connus_et_inconnus_jamais_melanges() -> None:
    fse = {"nature": "fse_plus", "nom": ""}
    fiches = [
        fabriquer("a", budget="100.10", financeurs=[fse | {"montant": "50.05"}]),
        fabriquer("b", financeurs=[fse | {"montant": None}, {"nature": "region", "nom": "Bretagne", "montant": "70"}]),
    ]
    vu = bilan(fiches, MAISON, 2016)
    assert (vu.financements.connus, vu.financements.inconnus) == (Decimal("120.05"), 1)
    assert (vu.budgets.connus, vu.budgets.inconnus) == (Decimal("100.10"), 1)
    assert [(f.nom, f.montants.connus, f.montants.inconnus, f.actions) for f in vu.financeurs] == [
        ("Bretagne", Decimal(70), 0, 1),
        ("Fonds social européen (FSE+)", Decimal("50.05"), 1, 2),
    ]
    assert bilan([fabriquer()], MAISON, 2016).financements.connus is None


def test_table_a_exporter() -> None:
    suivi = fabrique(200, ("2016", 90))
    dites = {"etp": "1.25", "empechement": "Salle fermée."}
    vue_ = table(bilan([fabriquer(suivis=[suivi], partenaires=[FORMATION | {"role": "Forme"}], **dites)], MAISON, 2016))
    (ligne,) = vue_.to_dict("records")
    assert (ligne["Équivalents temps plein"], ligne["Ce qui n'a pas pu se faire"]) == (1.25, "Salle fermée.")
    assert (ligne["Action"], ligne["Partenaires"], ligne["Année du bilan"]) == ("Action a", "GRETA : Forme", 2016)
    resultat = "Personnes reçues : 90 personnes (2016), soit 45 % de la cible (200 personnes)."
    assert droit(str(ligne["Résultats"])) == resultat
    assert list(table(bilan([], MAISON, 2016)).columns) == list(vue_.columns)


@pytest.mark.parametrize(
    ("points", "attendu"),
    [
        ([], None),
        ([(float("nan"), float("nan"))], None),
        ([(-1.7, 48.1)], (48.1, -1.7, 9.0)),
        ([(-2.0, 48.0), (-1.0, 48.5)], (48.25, -1.5, 8.0)),
        ([(-4.0, 48.0), (-1.0, 48.0)], (48.0, -2.5, 7.0)),
        ([(-1.7, 48.1), (55.5, -21.1)], None),
    ],
)
def test_cadrage(points: list[tuple[float, float]], attendu: tuple[float, float, float] | None) -> None:
    assert vue(points) == attendu
