"""Le portrait en phrases : chaque phrase vraie à ses seuils, rien sans donnée, jamais un nombre contredit."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.catalogue import charger
from geo.mesures.chiffres_cles import CLES, SECTEURS
from geo.portrait.faits import Fait
from geo.portrait.phrases import SEUILS, SUJETS, phrases

RIEN = float("nan")
TOUS = [*dict.fromkeys(i for cle in CLES for i in cle if i), *SECTEURS]


def _fait(identifiant: str, valeur: float, reference: float = RIEN, lieu: str = "") -> Fait:
    fiche = charger().indicateur(identifiant)
    return Fait(fiche, fiche.periodes[-1], valeur, reference, "pour la France", lieu)


def _dire(_niveau: str = "zone_emploi", /, **valeurs: tuple[float, float]) -> str:
    faits = {identifiant: _fait(identifiant, *couple) for identifiant, couple in valeurs.items()}
    return " ".join(phrases(faits, _niveau)).replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


@pytest.mark.parametrize("niveau", SUJETS)
def test_rien_sans_donnee(niveau: str) -> None:
    assert phrases({}, niveau) == []
    assert phrases({identifiant: _fait(identifiant, RIEN) for identifiant in TOUS}, niveau) == []


@pytest.mark.parametrize(
    ("evolution", "attendu"),
    [
        (0.4, "gagne 0,40 % par an"),
        (-0.4, "perd 0,40 % par an"),
        (0.09, "est presque stable depuis 2018 (+0,09 % par an)"),
        (-0.09, "est presque stable depuis 2018 (−0,09 % par an)"),
        (0.004, "est stable depuis 2018."),
        (0.1, "gagne 0,10 %"),
    ],
)
def test_population(evolution: float, attendu: str) -> None:
    dit = _dire("epci", population=(12_345.0, RIEN), population_evolution_2018=(evolution, RIEN))
    assert dit.startswith("L'intercommunalité compte 12 345 habitants en ")
    assert attendu in dit


@pytest.mark.parametrize(
    ("valeur", "reference", "attendu"),
    [
        (7.2, 7.5, "moins que la référence (7,5 % pour la France)"),
        (7.8, 7.5, "plus que la référence (7,5 % pour la France)"),
        (7.3, 7.5, "proche de la référence"),
        (7.75, 7.5, "plus que la référence"),  # 7,8 à l'affichage : l'écart dit est celui des nombres cités
    ],
)
def test_chomage_face_a_la_reference(valeur: float, reference: float, attendu: str) -> None:
    assert attendu in _dire(chomage_localise=(valeur, reference))


@pytest.mark.parametrize(
    ("evolution", "attendu"),
    [
        (0.3, "a augmenté de 0,3 point en un an"),
        (0.2, "est presque stable sur un an (+0,2 point)"),
        (-2.1, "a reculé de 2,1 points"),
        (0.04, "est stable sur un an."),
    ],
)
def test_chomage_sur_un_an(evolution: float, attendu: str) -> None:
    dit = _dire(chomage_localise=(7.0, RIEN), chomage_localise_evolution_1_an=(evolution, RIEN))
    assert attendu in dit
    assert "référence" not in dit


def test_aucun_seuil_de_phrase_sous_la_marge_que_dit_la_fiche() -> None:
    fiches = charger().indicateurs
    marges = {nom: fiches[nom].marge for nom in SEUILS if nom in fiches and fiches[nom].marge}
    assert marges
    assert {nom: SEUILS[nom] for nom in marges if SEUILS[nom] < marges[nom]} == {}


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (10.7, "a progressé de 10,7 % entre 2019 et 2024, contre 6,6 % pour la France"),
        (-3.0, "a reculé de 3,0 % entre 2019 et 2024, contre une hausse de 6,6 % pour la France"),
        (0.4, "est presque stable entre 2019 et 2024 (+0,4 %, contre +6,6 % pour la France)"),
        (0.0, "est stable entre 2019 et 2024 (contre +6,6 % pour la France)"),
    ],
)
def test_emploi_prive(valeur: float, attendu: str) -> None:
    assert attendu in _dire(emploi_prive_evolution_5_ans=(valeur, 6.6))


@given(st.sampled_from(["chomage_localise_evolution_1_an", "emploi_prive_evolution_5_ans"]), st.floats(-9, 9))
def test_stable_tout_court_n_accompagne_qu_un_ecart_affiche_nul(identifiant: str, valeur: float) -> None:
    dit = _dire(chomage_localise=(7.0, RIEN), **{identifiant: (valeur, RIEN)})
    assert ("est stable" in dit) == (round(valeur, 1) == 0)


def test_le_secteur_qui_depasse_le_plus() -> None:
    industrie, services = "part_industrie_prive", "part_services_marchands_prive"
    dit = _dire(**{industrie: (24.0, 15.0), services: (55.0, 50.0)})
    assert dit == "L'industrie pèse 24,0 % de l'emploi privé en 2024, contre 15,0 % pour la France."
    dit = _dire(**{services: (55.0, 50.0)})
    assert dit.startswith("Les services marchands pèsent 55,0 %")
    assert _dire(**{industrie: (17.9, 15.0)}) == ""
    assert _dire(**{industrie: (10.0, 15.0)}) == ""


def test_la_zone_qui_porte_la_mesure_est_nommee() -> None:
    fait = _fait("chomage_localise", 7.2, lieu="dans la zone d'emploi Lyon")
    (dite,) = phrases({"chomage_localise": fait}, "perimetre")
    assert "sont au chômage dans la zone d’emploi Lyon" in dite


def test_commerces_seulement_au_dela_du_seuil() -> None:
    seuil = SEUILS["population_sans_alimentation"]
    assert "5,0 % des habitants vivent" in _dire(population_sans_alimentation=(seuil, 20.0))
    assert _dire("commune", population_sans_alimentation=(100.0, 20.0)).startswith("La commune n'a ni supermarché")
    assert _dire(population_sans_alimentation=(seuil - 0.1, 20.0)) == ""


LIEU = "dans la zone d'emploi Lyon"


def test_deux_lieux_ou_deux_dates_dans_une_phrase_sont_dits() -> None:
    vie, pauvrete = _fait("revenu_median", 24_000.0, lieu=LIEU), _fait("taux_pauvrete", 15.0)
    (dite,) = phrases({"revenu_median": vie, "taux_pauvrete": replace(pauvrete, periode="2020")}, "commune")
    assert "dans la zone d’emploi Lyon (2021)" in dite
    assert "15,0 % dans la commune (2020)" in dite.replace("\u00a0", " ")
    (dite,) = phrases({"revenu_median": vie, "taux_pauvrete": replace(pauvrete, lieu=LIEU)}, "commune")
    assert dite.count("Lyon") == 1
    (seule,) = phrases({"taux_pauvrete": pauvrete}, "commune")
    assert "(2021)" in seule


def test_une_evolution_d_ailleurs_ou_d_une_autre_date_ne_se_colle_pas_au_taux() -> None:
    taux, evolution = _fait("chomage_localise", 7.0), _fait("chomage_localise_evolution_1_an", 1.0)
    for autre in (replace(evolution, lieu=LIEU), replace(evolution, periode="2010-T1")):
        (dite,) = phrases({"chomage_localise": taux, "chomage_localise_evolution_1_an": autre}, "zone_emploi")
        assert "en un an" not in dite
    habitants, rythme = _fait("population", 100.0), _fait("population_evolution_2018", 1.0, lieu=LIEU)
    (dite,) = phrases({"population": habitants, "population_evolution_2018": rythme}, "commune")
    assert "la population dans la zone d’emploi Lyon gagne" in dite


NOMBRES = st.floats(-90, 90, allow_nan=False) | st.just(RIEN)


@given(st.dictionaries(st.sampled_from(TOUS), st.tuples(NOMBRES, NOMBRES)))
def test_invariants(valeurs: dict[str, tuple[float, float]]) -> None:
    faits = {identifiant: _fait(identifiant, *couple) for identifiant, couple in valeurs.items()}
    for dite in phrases(faits, "commune"):
        assert dite.endswith(".")
        assert "nan" not in dite
        assert "—" not in dite
        assert not re.search(r"(recul|gagn|perd|augment|progress)\w* (de )?−", dite), "un recul ne se dit pas deux fois"
        assert "  " not in dite
    lus = {i for i, (valeur, _) in valeurs.items() if math.isfinite(valeur)}
    assert bool(phrases(faits, "commune")) <= bool(lus)
