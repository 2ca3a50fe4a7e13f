"""Trop peu d'habitants pour un taux : le portrait compte, et ne juge pas ; dans toutes les communes."""

from __future__ import annotations

import math
import re
from functools import cache

from hypothesis import example, given
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.formules import Evolution
from geo import mesures, territoires
from geo.mesures.chiffres_cles import CLES
from geo.portrait import carton, cartons, constats, ecrits, phrases
from geo.territoires import Territoire

EVOLUTION = "population_evolution_2018"
UN_HABITANT_PESE_UN_POINT = 100
TAUX = re.compile(r"% par an|favorable")


@cache
def _petites() -> list[str]:
    """Les communes qui comptaient, en 2018, trop peu d'habitants pour un taux."""
    lignes = entrepot.composantes("rp_population", "commune")
    departs = lignes[lignes["periode"] == "2018"].set_index("code")["valeur"]
    codes = set(departs.index[departs < UN_HABITANT_PESE_UN_POINT]) & set(entrepot.territoires("commune").index)
    return sorted(codes)


def _dits(territoire: Territoire) -> list[str]:
    """Ce qui se dit de sa population, en phrase et sur son carton."""
    dite = phrases.phrases(constats.faits(territoire, None), territoire.niveau)[0]
    constat = constats.constater(territoire, None, *CLES[0])
    assert carton.composer(constat, None, "commune") is not None
    suivie = ecrits.evolution(constat)
    assert suivie is not None
    assert suivie.bon is None
    return [dite, suivie.texte, cartons.cartons([constat], territoire, None, "commune")]


@given(rang=st.integers(0, 3_000))
@example(rang=-1)
def test_aucune_petite_commune_n_a_de_taux_ni_de_jugement(rang: int) -> None:
    code = "26274" if rang < 0 else _petites()[rang]  # Rochefourchat, deux habitants
    for dit in _dits(territoires.lire("commune", code)):
        assert not TAUX.search(dit), (code, dit)


def test_une_petite_commune_dit_ses_deux_effectifs() -> None:
    phrase, texte, _ = _dits(territoires.lire("commune", "26274"))
    assert "sa population est passée de 1 à 2\xa0habitants depuis 2018" in phrase
    assert texte == "de 1 à 2\xa0habitants depuis 2018"
    (stable, texte, _) = _dits(territoires.lire("commune", "55050"))
    assert "sa population n’a pas changé depuis 2018" in stable
    assert texte == "sans changement depuis 2018"


def test_toutes_les_communes_aucun_taux_publie_sous_le_seuil() -> None:
    assert len(_petites()) > 3_000
    valeurs = entrepot.valeurs_periode(EVOLUTION, "commune", "2023")["valeur"]
    assert valeurs.reindex(_petites()).notna().sum() == 0
    assert valeurs.notna().sum() > 30_000


def test_un_perimetre_de_petites_communes_compte_aussi() -> None:
    perimetre = territoires.du_perimetre(["26274", "01019"])
    mesure = mesures.mesurer(perimetre, EVOLUTION)
    assert math.isnan(mesure.valeur)
    assert mesure.effectifs == (28.0, 27.0)
    assert not TAUX.search(phrases.phrases(constats.faits(perimetre, None), "perimetre")[0])


def test_toute_evolution_communale_a_un_depart_minimal() -> None:
    """Classe du défaut : un pourcentage de presque rien."""
    departs = {
        fiche.id: fiche.formule.depart_min
        for fiche in charger().indicateurs.values()
        if isinstance(fiche.formule, Evolution) and "commune" in fiche.niveaux
    }
    assert EVOLUTION in departs
    assert min(departs.values()) > 0
