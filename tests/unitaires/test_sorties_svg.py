"""Les petites cartes en SVG : bien formées, légères, aux couleurs de l'écran, maisons à leur place."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from geo.cartes.classes import Reglages, couleurs, mettre_en_classes
from geo.mesures.repartitions import repartir
from geo.sorties import svg
from geo.sorties.svg import pays
from geo.territoires import lire

NS = "{http://www.w3.org/2000/svg}"
LYON = (4.83, 45.76)


@pytest.mark.parametrize(
    ("niveau", "code"),
    [("zone_emploi", "8421"), ("commune", "42218"), ("epci", "244200770"), ("departement", "976"), ("france", "FR")],
)
def test_un_territoire_se_situe(niveau: str, code: str) -> None:
    ecrite = svg.situer(lire(niveau, code), [LYON], "Carte : « ici » & là")
    racine = ET.fromstring(ecrite)
    assert racine.get("aria-label") == "Carte : « ici » & là"
    assert len(ecrite) < 40_000
    traces = [chemin.get("d", "") for chemin in racine.iter(f"{NS}path")]
    assert max(map(len, traces)) > 100


def test_une_maison_hors_du_cadre_ne_se_dessine_pas() -> None:
    dedans, dehors = (svg.situer(lire("zone_emploi", "8421"), [lieu], "") for lieu in (LYON, (-1.5, 47.2)))
    assert (dedans.count("<use"), dehors.count("<use")) == (1, 0)
    (place,) = re.findall(r'<use href="#maison" x="(\d+)" y="(\d+)"', dedans)
    assert all(100 < int(axe) < 620 for axe in place)


@pytest.mark.parametrize("indicateur", ["chomage_localise", "emploi_prive_evolution_5_ans", "taux_pauvrete"])
def test_une_carte_a_les_classes_de_l_ecran(indicateur: str) -> None:
    repartition = repartir(indicateur, "zone_emploi")
    carte = svg.colorer(repartition)
    classes = mettre_en_classes(repartition, Reglages())
    chaque = {classe.couleur: classe.nombre for classe in carte.classes}
    for teinte, nombre in zip(couleurs(repartition, classes), classes.effectifs, strict=True):
        assert carte.svg.count(f'<path fill="{teinte}"') == chaque[teinte] == nombre
    assert sum(chaque.values()) == len(repartition.codes) == carte.svg.count("<title>") == 306


def test_un_effectif_se_montre_en_cercles() -> None:
    carte = svg.colorer(repartir("population", "zone_emploi"))
    rayons = [float(rayon) for rayon in re.findall(r'<circle [^>]*r="([\d.]+)"', carte.svg)]
    assert not carte.classes
    assert rayons == sorted(rayons, reverse=True)
    assert len(rayons) == 306


@pytest.mark.parametrize("niveau", ["zone_emploi", "departement", "region"])
def test_tout_le_pays_est_sur_la_grille_outre_mer_compris(niveau: str) -> None:
    codes = {trace.code for trace in pays.traces(niveau) if trace.d}
    assert codes == set(repartir("population", niveau).codes)
    assert all(0 <= trace.x <= 720 and 0 <= trace.y <= pays.HAUTEUR for trace in pays.traces(niveau))
