"""La carte à deux entrées : état léger, cases fidèles, neuf teintes que tout le monde distingue."""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from donnees import entrepot
from donnees.catalogue import charger_besoins
from donnees.catalogue.besoins import MesureBesoin
from geo.besoins.croisement import croiser
from geo.cartes.croisee import TEINTES, etat_croise
from geo.cartes.etat import Habillage

MESURES = [mesure for besoin in charger_besoins().values() for mesure in besoin.mesures]
NOMS = [f"{mesure.indicateur}-{rang}" for rang, mesure in enumerate(MESURES)]
ZONES = tuple(entrepot.territoires("zone_emploi").index)
POIDS_MAX = 6000
ECART_MIN = 12.0
ENCRE, PAPIER, MERS = "#14212a", "#ffffff", ("#eef3f5", "#0c1215")
VUES = {  # Machado, Oliveira et Fernandes 2009, sévérité 1
    "ordinaire": np.eye(3),
    "protanopie": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopie": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopie": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


def _actions(nombre: int) -> pd.DataFrame:
    """Des actions réparties sur les zones : la n-ième zone en a n modulo 4."""
    lieux = [(("zone_emploi", zone),) for rang, zone in enumerate(ZONES[:nombre]) for _ in range(rang % 4)]
    return pd.DataFrame({"lieux": pd.Series(lieux, dtype=object)})


def _lineaire(teinte: str) -> NDArray[np.float64]:
    srgb = np.array([int(teinte[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def _lab(lineaire: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(
        lineaire, 0, 1
    )
    x, y, z = (math.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz / np.array([0.9505, 1, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _contraste(une: str, autre: str) -> float:
    clair, sombre = sorted((float(_lineaire(t) @ [0.2126, 0.7152, 0.0722]) for t in (une, autre)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


@pytest.mark.parametrize("mesure", MESURES, ids=NOMS)
def test_moins_de_six_mille_octets_meme_pleine_d_actions(mesure: MesureBesoin) -> None:
    etat = etat_croise(croiser(mesure, _actions(200)), Habillage(selection="0051", theme="dark"))
    assert len(json.dumps(etat, ensure_ascii=False, separators=(",", ":")).encode()) < POIDS_MAX
    assert "coordinates" not in json.dumps(etat)
    assert entrepot.chemin(etat["contours"]).is_file()


@pytest.mark.parametrize("mesure", MESURES, ids=NOMS)
def test_le_navigateur_retrouve_les_memes_cases(mesure: MesureBesoin) -> None:
    etat = etat_croise(croiser(mesure, _actions(306)), Habillage())
    croisee, largeur = etat["croisee"], etat["largeur"]
    seuils = [math.floor(borne * 10 ** etat["decimales"] + 0.5) for borne in etat["bornes"][1:-1]]
    assert len(seuils) == 2
    cases: Counter[tuple[int, int]] = Counter()
    sans = 0
    for rang in range(306):
        morceau = etat["valeurs"][rang * largeur : (rang + 1) * largeur]
        if morceau.startswith("-"):
            sans += 1
            continue
        place = sum(etat["base"] + int(morceau, 36) > seuil for seuil in seuils)
        besoin = 2 - place if croisee["bas"] else place
        cases[besoin, min(croisee["actions"].get(str(rang), 0), 2)] += 1
    assert [[cases[b, p] for p in range(3)] for b in range(3)] == croisee["cellules"]
    assert sans == etat["sans"]


def test_l_etat_ne_porte_que_les_zones_qui_ont_des_actions() -> None:
    etat = etat_croise(croiser(MESURES[0], _actions(8)), Habillage())
    assert sorted(etat["croisee"]["actions"].values()) == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize("vue", VUES)
def test_neuf_teintes_distinctes_pour_chaque_vision(vue: str) -> None:
    vues = [_lab(np.array(VUES[vue]) @ _lineaire(teinte)) for ligne in TEINTES for teinte in ligne]
    ecarts = [float(np.linalg.norm(une - autre)) for une, autre in itertools.combinations(vues, 2)]
    assert min(ecarts) >= ECART_MIN


def test_plus_fonce_veut_dire_plus_de_besoin() -> None:
    for colonne in range(3):
        clartes = [_lab(_lineaire(TEINTES[ligne][colonne]))[0] for ligne in range(3)]
        assert clartes[0] - clartes[1] > 10
        assert clartes[1] - clartes[2] > 10


def test_les_nombres_se_lisent_dans_leurs_cases() -> None:
    for ligne, encre in zip(TEINTES, (ENCRE, ENCRE, PAPIER), strict=True):
        assert min(_contraste(teinte, encre) for teinte in ligne) >= 4.5


def test_le_besoin_eleve_se_detache_de_la_mer_claire_ou_sombre() -> None:
    for teinte in TEINTES[2]:
        assert min(_contraste(teinte, mer) for mer in MERS) >= 3
