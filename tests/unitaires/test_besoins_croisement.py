"""Où agir : quelles actions comptent, dans quelles zones, et ce que disent les neuf cases."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger_besoins
from donnees.catalogue.besoins import MesureBesoin
from donnees.registre.services import lieux as lieux_du_registre
from donnees.registre.services import touche
from donnees.vocabulaire import StatutAction, Theme
from geo import territoires
from geo.actions import tables as vues
from geo.besoins import phrases, regle
from geo.besoins.croisement import ELEVE, FAIBLE, MOYEN, Croisement, Tiers, croiser, tiers
from geo.mesures.repartitions import repartir
from tests.typographie import droit
from tests.unitaires.repartitions_fabriquees import fabriquee, mesures

ANNEE = 2026
MESURES = [mesure for besoin in charger_besoins().values() for mesure in besoin.mesures]
NOMS = [f"{mesure.indicateur}-{rang}" for rang, mesure in enumerate(MESURES)]
CHOMAGE = next(mesure for mesure in MESURES if mesure.indicateur == "chomage_localise")
CREATIONS = next(mesure for mesure in MESURES if mesure.indicateur == "creations_pour_1000_habitants")
ZONES = tuple(entrepot.territoires("zone_emploi").index)
EPCI = [code for code in entrepot.territoires("epci").index if code]


def fabriquer_actions(*lignes: dict[str, Any]) -> pd.DataFrame:
    defaut = {"statut": "terminee", "theme": "gpect", "annee_debut": 2024, "annee_fin": 0, "lieux": ()}
    table = pd.DataFrame([{**defaut, **ligne} for ligne in lignes], columns=list(vues.COLONNES))
    return table.astype({"annee_debut": int, "annee_fin": int})


lieux = st.lists(
    st.one_of(
        st.sampled_from(["42218", "59350", "2A004", "97411", "00000"]).map(lambda code: ("commune", code)),
        st.sampled_from(EPCI).map(lambda code: ("epci", code)),
        st.sampled_from(ZONES).map(lambda code: ("zone_emploi", code)),
    ),
    max_size=3,
).map(tuple)
ligne_action = st.fixed_dictionaries(
    {
        "statut": st.sampled_from([statut.value for statut in StatutAction]),
        "theme": st.sampled_from([theme.value for theme in Theme]),
        "annee_debut": st.sampled_from([0, 1997, 2010, 2016, 2021, 2023, 2026, 2028]),
        "annee_fin": st.sampled_from([0, 2011, 2016, 2021, 2027]),
        "lieux": lieux,
    }
)
tirees = st.lists(ligne_action, max_size=12).map(lambda lignes: fabriquer_actions(*lignes))


@pytest.mark.parametrize(
    ("action", "gardee_par"),
    [
        ({"annee_debut": 2023}, {"3", "5", "10", "toutes"}),
        ({"annee_debut": 2022}, {"5", "10", "toutes"}),
        ({"annee_debut": 2005, "annee_fin": 2024}, {"3", "5", "10", "toutes"}),
        ({"annee_debut": 2016}, {"10", "toutes"}),
        ({"annee_debut": 2015}, {"toutes"}),
        ({"annee_debut": 0}, {"toutes"}),
        ({"annee_debut": 0, "annee_fin": 2024}, {"3", "5", "10", "toutes"}),
        ({"annee_debut": 2001, "statut": "en_cours"}, {"3", "5", "10", "toutes"}),
        ({"annee_debut": 0, "statut": "prevue"}, {"3", "5", "10", "toutes"}),
        ({"annee_debut": 2010, "statut": "suspendue"}, {"toutes"}),
        ({"annee_debut": 2025, "statut": "abandonnee"}, set()),
    ],
)
def test_quelles_actions_comptent(action: dict[str, Any], gardee_par: set[str]) -> None:
    table = fabriquer_actions(action)
    assert {f for f in regle.FENETRES if len(regle.comptees(table, "gpect", f, ANNEE))} == gardee_par
    assert regle.comptees(table, "rse", "toutes", ANNEE).empty
    assert len(regle.comptees(table, "", "toutes", ANNEE)) == (1 if gardee_par else 0)


@given(tirees)
def test_une_fenetre_plus_large_garde_au_moins_autant(table: pd.DataFrame) -> None:
    gardees = [set(regle.comptees(table, "", fenetre, ANNEE).index) for fenetre in regle.FENETRES]
    for etroite, large in itertools.pairwise(gardees):
        assert etroite <= large
    abandonnees = set(table.index[table["statut"] == "abandonnee"])
    assert gardees[-1] == set(table.index) - abandonnees
    assert regle.effectifs(table, "", ANNEE) == dict(zip(regle.FENETRES, map(len, gardees), strict=True))


@pytest.fixture(scope="module")
def communes_des_zones() -> Iterator[dict[str, frozenset[str]]]:
    """Communes de chaque zone ; le registre retient ici les territoires de toutes, au lieu des trente dernières."""
    with pytest.MonkeyPatch.context() as retouche:
        retouche.setattr(lieux_du_registre, "_codes", cache(lieux_du_registre._codes.__wrapped__))
        yield {zone: frozenset(territoires.membres("zone_emploi", zone)) for zone in ZONES}


@settings(max_examples=25)
@given(choisis=lieux)
def test_les_zones_touchees_sont_celles_que_le_registre_dit(
    communes_des_zones: dict[str, frozenset[str]], choisis: tuple[tuple[str, str], ...]
) -> None:
    attendues = {zone for zone, communes in communes_des_zones.items() if touche(choisis, communes)}
    assert regle.zones_touchees(choisis) == attendues


def test_une_action_compte_une_fois_par_zone() -> None:
    deux_fois_la_meme = (("commune", "42218"), ("zone_emploi", "8422"), ("commune", "42218"))
    zone = next(iter(regle.zones_touchees((("commune", "42218"),))))
    comptes = regle.par_zone(fabriquer_actions({"lieux": (("commune", "42218"), ("zone_emploi", zone))}, {"lieux": ()}))
    assert comptes == {zone: 1}
    assert (
        regle.sans_zone(
            fabriquer_actions({"lieux": deux_fois_la_meme}, {"lieux": ()}, {"lieux": (("commune", "00000"),)})
        )
        == 2
    )


def test_etendue_des_dates() -> None:
    annees = [{"annee_debut": annee} for annee in range(2006, 2017)] + [{"annee_debut": 0}]
    assert regle.etendue(fabriquer_actions(*annees)) == (2007, 2015)
    assert regle.etendue(fabriquer_actions({"annee_debut": 0})) == (0, 0)
    assert regle.etendue(fabriquer_actions()) == (0, 0)


@pytest.mark.parametrize("mesure", MESURES, ids=NOMS)
def test_les_neuf_cases_et_les_zones_sans_donnee_font_le_pays(mesure: MesureBesoin) -> None:
    croisement = croiser(mesure, fabriquer_actions({"lieux": (("zone_emploi", "1109"),)}))
    cellules = croisement.cellules()
    assert sum(map(sum, cellules)) + croisement.sans_donnee == len(ZONES) == 306
    tailles = np.array([sum(ligne) for ligne in cellules])
    assert (np.abs(tailles / tailles.sum() - 1 / 3) < 0.05).all(), tailles
    assert croisement.tiers.bas < croisement.tiers.haut


@settings(max_examples=30)
@given(tirees, st.sampled_from(MESURES))
def test_les_cases_comptent_toujours_les_306_zones(table: pd.DataFrame, mesure: MesureBesoin) -> None:
    croisement = croiser(mesure, table)
    assert sum(map(sum, croisement.cellules())) + croisement.sans_donnee == 306
    assert int(croisement.actions.sum()) == sum(len(regle.zones_touchees(li)) for li in table["lieux"])
    sans = croisement.sans_reponse()
    assert len(sans) == croisement.cellules()[ELEVE][0]
    assert (sans["actions"] == 0).all()


@given(st.lists(mesures, min_size=1, max_size=40), st.sampled_from(["haut", "bas"]))
def test_trois_classes_ordonnees_quelles_que_soient_les_valeurs(valeurs: list[float], besoin: str) -> None:
    repartition = fabriquee(valeurs)
    if not repartition.observees.size:
        return
    seuils = tiers(repartition, besoin)
    classes = seuils.classer(repartition.valeurs)
    assert ((classes == -1) == ~np.isfinite(repartition.valeurs)).all()
    ordre = np.argsort(repartition.observees, kind="stable")
    montee = classes[np.isfinite(repartition.valeurs)][ordre]
    assert (np.diff(montee if besoin == "haut" else -montee) >= 0).all()
    assert seuils.bas <= seuils.haut


def test_une_valeur_au_seuil_reste_dessous() -> None:
    haut, bas = Tiers(6.6, 8.1, "haut", 1), Tiers(6.6, 8.1, "bas", 1)
    assert [haut.classe(v) for v in (6.6, 6.7, 8.1, 8.14, 8.2, math.nan)] == [FAIBLE, MOYEN, MOYEN, MOYEN, ELEVE, -1]
    assert [bas.classe(v) for v in (6.6, 6.7, 8.1, 8.2, math.nan)] == [ELEVE, MOYEN, MOYEN, FAIBLE, -1]


def test_la_liste_va_du_besoin_le_plus_fort_au_plus_faible() -> None:
    haute, basse = (
        croiser(CHOMAGE, fabriquer_actions()).sans_reponse(),
        croiser(CREATIONS, fabriquer_actions()).sans_reponse(),
    )
    assert haute["valeur"].is_monotonic_decreasing
    assert basse["valeur"].is_monotonic_increasing
    assert haute["valeur"].min() > croiser(CHOMAGE, fabriquer_actions()).tiers.haut
    assert (haute["population"] > 0).all()
    toutes = croiser(CREATIONS, fabriquer_actions()).table()
    assert len(toutes) == 306
    assert toutes["valeur"].isna().to_numpy()[-26:].all()


def test_une_action_sort_la_zone_de_la_liste() -> None:
    avant = croiser(CHOMAGE, fabriquer_actions()).sans_reponse()
    premiere = str(avant["code"].iloc[0])
    apres = croiser(CHOMAGE, fabriquer_actions({"lieux": (("zone_emploi", premiere),)}))
    assert set(avant["code"]) - set(apres.sans_reponse()["code"]) == {premiere}
    assert apres.presences[apres.rang(premiere)] == 1


def test_en_toutes_lettres() -> None:
    fiche = repartir("chomage_localise", "zone_emploi").indicateur
    assert droit(phrases.lecture(fiche, 9.8, ELEVE, 0)) == "besoin élevé (9,8 %), aucune action"
    assert droit(phrases.lecture(fiche, 5.0, FAIBLE, 1)) == "besoin faible (5,0 %), une action"
    assert droit(phrases.lecture(fiche, math.nan, -1, 12)) == "besoin non mesuré, 12 actions"
    seuils = Tiers(6.6, 8.1, "haut", 1)
    assert [droit(phrases.intervalle(seuils, c, fiche)) for c in range(3)] == [
        "6,6 % ou moins",
        "plus de 6,6 à 8,1 %",
        "plus de 8,1 %",
    ]
    inverse = Tiers(6.6, 8.1, "bas", 1)
    assert droit(phrases.intervalle(inverse, ELEVE, fiche, unite=False)) == "6,6 ou moins"
    assert phrases.fenetre("10", ANNEE) == "en cours, prévues, ou menées depuis 2016"
    assert phrases.fenetre("toutes", ANNEE) == "quelle que soit leur date"


def _constat(croisement: Croisement) -> str:
    sans = croisement.sans_reponse()
    return droit(phrases.constat(croisement, len(sans), float(sans["population"].sum())))


def test_le_constat_compte_zones_et_habitants() -> None:
    vide = croiser(CHOMAGE, fabriquer_actions())
    habitants = vide.sans_reponse()["population"].sum() / 1e6
    attendu = f"{sum(vide.cellules()[2])} zones d'emploi ont un besoin élevé et n'ont aucune action connue : "
    assert _constat(vide).startswith(attendu)
    assert f"{habitants:.1f}".replace(".", ",") + " millions d'habitants y vivent" in _constat(vide)
    partout = croiser(CHOMAGE, fabriquer_actions({"lieux": tuple(("zone_emploi", zone) for zone in ZONES)}))
    assert _constat(partout) == "Chaque zone d'emploi où le besoin est élevé compte au moins une action."
    sauf_une = tuple(("zone_emploi", zone) for zone in ZONES if zone != "0101")
    seule = _constat(croiser(CHOMAGE, fabriquer_actions({"lieux": sauf_une})))
    assert seule.startswith("1 zone d'emploi a un besoin élevé et n'a aucune action connue (sur 93 au besoin élevé)")
    assert "15 599 habitants y vivent" in seule
