"""Couleurs : ordre de luminosité, classes voisines distinctes, y compris pour les daltoniens."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from numpy.typing import NDArray

from geo.cartes import palettes

SENS = ("mieux_bas", "mieux_haut", "neutre")
NOMS = (*palettes.SEQUENTIELLES.values(), palettes.SEQUENTIELLE_RECENSEMENT)
PARTAGES = [(bas, haut) for bas in range(1, 7) for haut in range(1, 7) if bas + haut <= 7]
ECART_MIN = 0.02  # luminance relative (0 à 1) entre deux classes voisines
# Simulation de la vision sans cônes rouges, verts ou bleus (Machado, Oliveira et Fernandes 2009, sévérité 1).
DALTONISMES = {
    "protanopie": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopie": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopie": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


def _lineaire(couleur: str) -> NDArray[np.float64]:
    """Composantes rouge, verte, bleue linéaires (formule de la WCAG 2)."""
    assert re.fullmatch(r"#[0-9a-f]{6}", couleur)
    brutes = np.array([int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(brutes <= 0.04045, brutes / 12.92, ((brutes + 0.055) / 1.055) ** 2.4)


def _luminance(couleur: str) -> float:
    return float(_lineaire(couleur) @ [0.2126, 0.7152, 0.0722])


def _vue(couleur: str, daltonisme: str) -> NDArray[np.float64]:
    return np.clip(np.array(DALTONISMES[daltonisme]) @ _lineaire(couleur), 0, 1)


@pytest.mark.parametrize("nom", NOMS)
@pytest.mark.parametrize("classes", range(2, 8))
def test_sequentielle_toujours_plus_foncee(nom: str, classes: int) -> None:
    luminances = [_luminance(c) for c in palettes.palette(classes, nom=nom)]
    assert len(luminances) == classes
    assert all(avant - apres >= ECART_MIN for avant, apres in itertools.pairwise(luminances))


@pytest.mark.parametrize(("bas", "haut"), PARTAGES)
@pytest.mark.parametrize("sens", SENS)
def test_divergente_la_plus_claire_autour_du_pivot(bas: int, haut: int, sens: str) -> None:
    couleurs = palettes.palette_divergente(bas, haut, sens)
    assert len(couleurs) == len(set(couleurs)) == bas + haut
    luminances = [_luminance(c) for c in couleurs]
    assert all(apres - avant >= ECART_MIN for avant, apres in itertools.pairwise(luminances[:bas]))
    assert all(avant - apres >= ECART_MIN for avant, apres in itertools.pairwise(luminances[bas:]))


@pytest.mark.parametrize("classes", range(10))
@pytest.mark.parametrize("sens", SENS)
def test_autant_de_couleurs_distinctes_que_de_classes(classes: int, sens: str) -> None:
    couleurs = palettes.palette(classes, sens)
    assert len(couleurs) == len(set(couleurs)) == classes


@pytest.mark.parametrize("daltonisme", DALTONISMES)
@pytest.mark.parametrize("nom", NOMS)
def test_classes_voisines_distinctes_pour_un_daltonien(daltonisme: str, nom: str) -> None:
    vues = [_vue(c, daltonisme) for c in palettes.palette(7, nom=nom)]
    assert all(np.abs(apres - avant).max() >= ECART_MIN for avant, apres in itertools.pairwise(vues))


@pytest.mark.parametrize("daltonisme", ["protanopie", "deuteranopie"])
@pytest.mark.parametrize("sens", SENS)
def test_deux_bouts_d_une_divergente_distincts_pour_un_daltonien(daltonisme: str, sens: str) -> None:
    bas, *_, haut = [_vue(c, daltonisme) for c in palettes.palette_divergente(3, 3, sens)]
    assert np.abs(bas - haut).max() >= 0.15


def test_l_orange_est_toujours_le_cote_preoccupant() -> None:
    for sens, preoccupant in (("mieux_haut", 0), ("mieux_bas", -1), ("neutre", -1)):
        rouge, _, bleu = _lineaire(palettes.palette_divergente(2, 3, sens)[preoccupant])
        assert rouge > bleu, sens


def test_recensement_et_localise_ne_partagent_aucune_couleur() -> None:
    localise = {c for n in range(1, 10) for c in palettes.palette(n, "mieux_bas")}
    recensement = {c for n in range(1, 10) for c in palettes.palette(n, nom=palettes.SEQUENTIELLE_RECENSEMENT)}
    assert not localise & recensement
