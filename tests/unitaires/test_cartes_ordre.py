"""Ce que la carte dit des rangs : relu comme le fait le navigateur, c'est le rang de `geo.mesures.positions`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from geo.cartes.ordre import ordre
from geo.mesures.positions import position
from geo.mesures.repartitions import Repartition, repartir
from tests.unitaires.repartitions_fabriquees import COUPLES

COUPLES_LEGERS = [(i, niveau) for i, niveau in COUPLES if niveau != "commune"]


def _ecart(suite: list[Any] | None, rang: int) -> int:
    if suite is None:
        return 0
    largeur, texte = suite
    return int(texte[rang * largeur : (rang + 1) * largeur], 36)


def _rangs(repartition: Repartition, etat: dict[str, Any]) -> list[int]:
    """Rang de chaque valeur arrondie, augmenté de ce que dit l'état ; 0 sans donnée."""
    entiers = np.rint(repartition.valeurs * 10**repartition.indicateur.decimales)
    presents = np.sort(entiers[np.isfinite(entiers)] * (1 if etat["bas"] else -1))
    return [
        int(np.searchsorted(presents, entier * (1 if etat["bas"] else -1))) + 1 + _ecart(etat.get("departage"), rang)
        if np.isfinite(entier)
        else 0
        for rang, entier in enumerate(entiers)
    ]


@pytest.mark.parametrize(("indicateur", "niveau"), COUPLES_LEGERS)
def test_le_rang_relu_est_celui_de_geo(indicateur: str, niveau: str) -> None:
    repartition = repartir(indicateur, niveau)
    etat = ordre(repartition)["ordre"]
    relus = _rangs(repartition, etat)
    gagnees, perdues = etat.get("entre", [None, None])
    for rang in range(0, len(repartition.codes), max(1, len(repartition.codes) // 25)):
        place = position(repartition, repartition.codes[rang])
        if not place.rang:
            continue
        assert relus[rang] == place.rang
        assert relus[rang] - _ecart(gagnees, rang) == place.rang_min
        assert relus[rang] + _ecart(perdues, rang) == place.rang_max
        assert (rang in etat.get("sans", [])) == bool(place.sans_rang)
    assert ("exact" in etat) != ("departage" in etat)


@pytest.mark.parametrize(("indicateur", "dit"), [("population", "exact"), ("chomage_recensement_15_64", "muet")])
def test_des_communes_on_ne_dit_que_ce_qui_est_sur(indicateur: str, dit: str) -> None:
    """Trente-cinq mille départages ne voyagent pas : exact pour un compte d'habitants, muet où des rangs manquent."""
    repartition = repartir(indicateur, "commune")
    assert {"exact", "muet", "departage"} & set(ordre(repartition)["ordre"]) == {dit}
    sans = any(repartition.fragilite(code) for code in repartition.codes[:2000])
    assert sans == (dit == "muet")
