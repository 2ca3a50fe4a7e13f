"""Couches de points et annuaire : ce qui est offert existe, ce qui est filtré répond au filtre."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo.actions import annuaire, points
from tests.unitaires.registre_seme import tables

MAISONS, ACTIONS = tables()
DEFAUT: dict[str, Any] = {
    "maisons": ("mde",),
    "fiabilite": ("A", "B"),
    "actions": tuple(points.THEMES_ACTIONS),
    "annees": points.annees_actions(),
    "reseaux": (),
    "programmes": (),
    "fichiers": {},
}


def test_chaque_categorie_et_fiabilite_des_donnees_est_offerte() -> None:
    connues = {c for groupe in points.CATEGORIES.values() for c in groupe}
    assert set(MAISONS["categorie"]) <= connues
    assert set(points.CATEGORIES) == set(points.LIBELLES_CATEGORIES)
    assert set(MAISONS["fiabilite"]) <= set(points.FIABILITES) == set(annuaire.FIABILITE_EXPLIQUEE)
    assert set(MAISONS["precision_geo"]) - {""} <= set(annuaire.PRECISIONS)


def test_chaque_couche_de_points_est_offerte() -> None:
    fiches = entrepot.table("points")
    for groupe, offertes in (("reseau", points.RESEAUX), ("programmes", points.PROGRAMMES)):
        assert dict(offertes) == dict(fiches[fiches["groupe"] == groupe].set_index("couche")["libelle"])
    assert set(points.THEMES_ACTIONS) == set(entrepot.table("actions")["theme"])
    assert len(points.THEMES_ACTIONS) == len(list(points.THEMES_ACTIONS))


def test_couches_par_defaut() -> None:
    maisons, actions = points.couches(**DEFAUT)
    assert maisons["filtre"] == {"categorie": ["MDE", "MDE antenne"], "fiabilite": ["A", "B"]}
    assert (actions["groupe"], actions["filtre"]) == ("actions", {})


def test_filtres_envoyes_seulement_quand_ils_servent() -> None:
    premiere, derniere = points.annees_actions()
    assert 1990 < premiere < derniere < 2100
    filtree = points.couches(**DEFAUT | {"annees": (premiere, derniere - 1), "actions": ("clause_sociale",)})[1]
    assert filtree["filtre"] == {"theme": ["clause_sociale"], "annees": [premiere, derniere - 1]}
    assert points.couches(**DEFAUT | {"fiabilite": (), "actions": ()}) == []


def test_chaque_couche_mene_a_un_fichier_lisible() -> None:
    toutes = points.couches(**DEFAUT | {"reseaux": tuple(points.RESEAUX), "programmes": tuple(points.PROGRAMMES)})
    assert len(toutes) == 2 + len(points.RESEAUX) + len(points.PROGRAMMES)
    assert len({c["url"] for c in toutes}) == len(toutes)
    for couche in toutes:
        octets = entrepot.chemin(couche["url"]).read_bytes()
        assert json.loads(gzip.decompress(octets) if couche["url"].endswith(".gzip") else octets)


def test_annuaire_par_defaut_est_celui_de_la_carte() -> None:
    retenues = annuaire.filtrer(MAISONS, ACTIONS, annuaire.Filtre())
    assert set(retenues["maison"]) == set(MAISONS.loc[MAISONS["par_defaut"], "maison"])


def test_annuaire_sans_filtre_rend_tout() -> None:
    retenues = annuaire.filtrer(MAISONS, ACTIONS, annuaire.Filtre(categories=(), fiabilite=()))
    assert len(retenues) == len(MAISONS)
    assert retenues["region"].is_monotonic_increasing


@given(
    st.text(max_size=20),
    st.sets(st.sampled_from(sorted(set(MAISONS["region"])))),
    st.sets(st.sampled_from(sorted(points.CATEGORIES))),
    st.sets(st.sampled_from(sorted(points.FIABILITES))),
    st.sets(st.sampled_from(sorted(points.THEMES_ACTIONS))),
)
def test_chaque_filtre_tient(
    texte: str, regions: set[str], categories: set[str], fiabilite: set[str], themes: set[str]
) -> None:
    filtre = annuaire.Filtre(texte, tuple(regions), tuple(categories), tuple(fiabilite), tuple(themes))
    actions = ACTIONS
    for _, maison in annuaire.filtrer(MAISONS, ACTIONS, filtre).iterrows():
        assert not regions or maison["region"] in regions
        assert not fiabilite or maison["fiabilite"] in fiabilite
        assert not categories or any(maison["categorie"] in points.CATEGORIES[c] for c in categories)
        assert not themes or set(actions.loc[actions["maison"] == maison["maison"], "theme"]) & themes


@pytest.mark.parametrize("texte", ["Trégor", "tregor", "TRÉGOR"])
def test_annuaire_par_texte_sans_accent(texte: str) -> None:
    large = annuaire.Filtre(texte, categories=(), fiabilite=())
    noms = annuaire.filtrer(MAISONS, ACTIONS, large)
    assert not noms.empty
    assert len(noms) < len(MAISONS)


def test_fiche_de_chaque_maison_et_identifiant_inconnu() -> None:
    for identifiant in MAISONS["maison"]:
        fiche = annuaire.maison(MAISONS, str(identifiant))
        assert fiche is not None
        assert fiche["maison"] == identifiant
    assert annuaire.maison(MAISONS, "zut") is None


def test_le_fichier_du_registre_remplace_celui_des_produits() -> None:
    fichiers = {"actions": "../carte/actions-0.json"}
    couches = points.couches(**DEFAUT | {"fichiers": fichiers, "reseaux": ("reseau-siae",)})
    assert [couche["url"] for couche in couches if couche["groupe"] == "actions"] == [*fichiers.values()]
    assert all(entrepot.chemin(couche["url"]) for couche in couches if couche["groupe"] != "actions")


@pytest.mark.parametrize(
    ("debut", "fin", "inferee", "attendu"),
    [
        (0, 0, False, "date inconnue"),
        (2018, 0, False, "2018"),
        (2018, 2018, False, "2018"),
        (2008, 2011, False, "2008 – 2011"),
        (2019, 0, True, "2019 (année déduite)"),
    ],
)
def test_quand(debut: int, fin: int, inferee: bool, attendu: str) -> None:  # noqa: FBT001 - jeu d'exemples
    action = pd.Series({"annee_debut": debut, "annee_fin": fin, "annee_inferee": inferee})
    assert annuaire.quand(action) == attendu


jours = st.dates(date(2003, 1, 1), date(2090, 12, 31))


@given(jours, jours)
def test_une_preuve_d_un_jour_a_l_age_que_dit_le_calendrier(preuve: date, aujourdhui: date) -> None:
    anniversaire = (preuve.year + points.ANNEES_RECENTES, preuve.month, preuve.day)
    recente = anniversaire > (aujourdhui.year, aujourdhui.month, aujourdhui.day)
    assert points.age(preuve.isoformat(), points.depuis(aujourdhui)) == ("recente" if recente else "ancienne")


@given(jours, jours, st.sampled_from([4, 7]))
def test_une_date_partielle_n_est_recente_que_surement(preuve: date, aujourdhui: date, longueur: int) -> None:
    """« 2023 » ou « 2023-11 » peut être du premier jour : récente seulement si ce premier jour l'est."""
    partielle = preuve.isoformat()[:longueur]
    premier = f"{partielle}-01-01"[:10]
    dite, sure = (points.age(date_, points.depuis(aujourdhui)) for date_ in (partielle, premier))
    assert dite in {sure, "ancienne"}
    assert dite != "recente" or sure == "recente"


@given(st.text(max_size=12).filter(lambda texte: not texte[:4].isdigit()))
def test_une_preuve_sans_date_lisible_est_inconnue(texte: str) -> None:
    assert points.age(texte) == "inconnue"


def test_les_ages_couvrent_toutes_les_maisons_et_toutes_les_actions() -> None:
    for groupe, table in (("maisons", MAISONS), ("actions", ACTIONS)):
        preuves = points.preuves(groupe, table)
        assert len(preuves) == len(table)
        assert set(preuves.map(points.age)) <= set(points.AGES)
    datees = ACTIONS["date_debut"] != ""
    assert (points.preuves("actions", ACTIONS).map(points.age) == "inconnue").equals(
        ~datees & (ACTIONS["annee_fin"] == 0)
    )


def test_le_filtre_d_age_vaut_pour_tous_les_points() -> None:
    choisis = DEFAUT | {"reseaux": ("reseau-siae",), "ages": ("recente",)}
    assert [couche["filtre"]["age"] for couche in points.couches(**choisis)] == [["recente"]] * 3
    assert all("age" not in couche["filtre"] for couche in points.couches(**DEFAUT))
    assert {couche["depuis"] for couche in points.couches(**choisis)} == {points.depuis()}
