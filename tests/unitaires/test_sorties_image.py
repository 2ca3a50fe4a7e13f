"""L'image emportée porte ce que la carte montre : couches, contours, étiquettes, police, marque et date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from donnees import entrepot
from geo.actions import points
from geo.cartes import legende
from geo.cartes.classes import Reglages
from geo.cartes.etat import Habillage, etat_carte
from geo.mesures.repartitions import Repartition, repartir
from geo.sorties import cadrage, carte, couches, image, signes
from geo.sorties.couches import Montre
from geo.territoires import lire

SVG = "{http://www.w3.org/2000/svg}"
ZONES = repartir("chomage_localise", "zone_emploi")
TOUT: dict[str, Any] = {
    "maisons": ("mde",),
    "fiabilite": ("A", "B"),
    "actions": tuple(points.THEMES_ACTIONS),
    "annees": points.annees_actions(),
    "reseaux": ("reseau-afpa",),
    "programmes": ("programme-frla",),
    "fichiers": {},
}


def _demandes(**champs: Any) -> list[dict[str, Any]]:
    return points.couches(**(TOUT | champs))


def _lues(**champs: Any) -> tuple[couches.Couche, ...]:
    return couches.lire(_demandes(**champs), {nom: entrepot.table(nom) for nom in ("maisons", "actions")})


def _svg(montre: Montre | None = None, repartition: Repartition = ZONES, **options: Any) -> ET.Element:
    return ET.fromstring(image.image(repartition, Reglages(), "svg", montre, **options))


def _textes(svg: ET.Element) -> list[str]:
    return ["".join(noeud.itertext()).strip() for noeud in svg.iter(f"{SVG}text")]


def _peints(svg: ET.Element, teinte: str) -> int:
    return sum(f"fill: {teinte}" in noeud.get("style", "") for noeud in svg.iter())


@pytest.mark.parametrize("groupe", signes.TEINTES)
def test_chaque_couche_visible_est_dans_l_image_avec_sa_cle(groupe: str) -> None:
    """Classe du défaut : image sans les points que la carte montre."""
    couche = next(couche for couche in _lues() if couche.groupe == groupe)
    assert len(couche.points) > 0
    nue, peuplee = _svg(), _svg(Montre((couche,)))
    assert _peints(peuplee, signes.TEINTES[groupe]) > _peints(nue, signes.TEINTES[groupe])
    assert legende.CLES[groupe][:20] in " ".join(_textes(peuplee))


def test_une_grappe_ecrit_son_nombre_et_aucun_point_ne_se_perd() -> None:
    (couche,) = [couche for couche in _lues() if couche.groupe == "actions"]
    figure = Figure(figsize=image.TAILLE)
    repere = figure.add_axes(image.CARTE)
    repere.set(xlim=(-6, 10), ylim=(41, 52))
    montres = signes.poser(repere, couche, grappes=True)
    grappes = [int(texte.get_text()) for texte in repere.texts]
    sans_ecart = len(repere.lines) - len(grappes) - _ecarts(repere.lines)  # deux traits par signe, trois en tirets
    assert sum(grappes) + sans_ecart // 2 == montres > 0


def _ecarts(traits: Iterable[Line2D]) -> int:
    """Pastilles sans bord plein : leur bord, en tirets, est un trait de plus."""
    return sum(trait.get_markeredgecolor() == "none" and trait.get_marker() in {"o", "s"} for trait in traits)


@pytest.mark.parametrize("age", points.AGES)
def test_le_filtre_d_age_est_celui_de_la_carte(age: str) -> None:
    """Classe du défaut : l'image montre les points que la carte a cachés."""
    toutes, filtrees = _lues(actions=tuple(points.THEMES_ACTIONS)), _lues(ages=(age,))
    for entiere, filtree in zip(toutes, filtrees, strict=True):
        assert set(entiere.points["age"]) <= set(points.AGES)
        assert len(filtree.points) == int((entiere.points["age"] == age).sum())
    maisons = points.preuves("maisons", entrepot.table("maisons")).map(points.age)
    assert {"recente", "ancienne"} <= set(maisons)


@pytest.mark.parametrize("groupe", signes.TEINTES)
def test_l_age_de_la_preuve_change_la_forme_et_la_couleur(groupe: str) -> None:
    aspects = [
        [(str(t.get_markerfacecolor()), str(t.get_markeredgecolor())) for t in signes._signe(groupe, age)]
        for age in points.AGES
    ]
    assert len({*map(tuple, aspects)}) == len(points.AGES)
    assert [len(aspect) for aspect in aspects] == [2, 2, 3]


def test_la_legende_de_l_image_dit_l_age_et_non_la_fiabilite() -> None:
    (maisons,) = (couche for couche in _lues() if couche.groupe == "maisons")
    textes = " ".join(_textes(_svg(Montre((maisons,)))))
    assert all(texte.split(",")[-1][-12:] in textes for texte in legende.MAISONS.values())
    assert "fiabilité" not in textes


def test_le_filtre_est_celui_de_la_carte() -> None:
    actions = entrepot.table("actions")
    (couche,) = [c for c in _lues(annees=(2010, 2012)) if c.groupe == "actions"]
    debut, fin = actions["annee_debut"], actions["annee_fin"].where(actions["annee_fin"] > 0, actions["annee_debut"])
    attendues = actions[(debut > 0) & (debut <= 2012) & (fin >= 2010) & actions["lon"].notna()]
    assert len(couche.points) == len(attendues) > 0
    assert not [c for c in _lues(maisons=()) if c.groupe == "maisons"]


def test_selection_et_perimetre_sont_cernes() -> None:
    communes = lire("epci", "245400676").communes
    traits = [_svg(montre) for montre in (None, Montre(selection="4412"), Montre(selection="4412", perimetre=communes))]
    comptes = [sum(f"stroke: {image.CHOIX}" in n.get("style", "") for n in svg.iter()) for svg in traits]
    assert comptes[0] == 0 < comptes[1] < comptes[2]


@pytest.mark.parametrize("indicateur", ["chomage_localise", "emploi_prive_evolution_5_ans", "revenu_median"])
@pytest.mark.parametrize("methode", ["quantiles", "jenks"])
def test_memes_classes_que_l_ecran(indicateur: str, methode: str) -> None:
    """Classe du défaut : l'image se met en classes autrement que la carte, ou l'écrit autrement."""
    repartition, reglages = repartir(indicateur, "zone_emploi"), Reglages(methode)
    etat = etat_carte(repartition, reglages, Habillage())
    attendues = etat["classes"]
    svg = ET.fromstring(image.image(repartition, reglages, "svg"))
    ecrites = [texte.rpartition(" (")[0] for texte in _textes(svg)]
    assert len(attendues) == len(etat["couleurs"]) > 1
    assert [texte for texte in ecrites if texte in attendues] == attendues[::-1]


def test_police_marque_et_date() -> None:
    svg = _svg(jour="2026-11-30")
    textes = " ".join(_textes(svg))
    assert image.MARQUE in textes
    assert "Édité le 30 novembre 2026" in textes.replace("\u00a0", " ")
    familles = {noeud.get("style", "") for noeud in svg.iter(f"{SVG}text")}
    assert all("Source Sans 3" in style for style in familles)


def test_un_effectif_se_montre_en_cercles_d_aire_proportionnelle() -> None:
    repartition = repartir("population", "departement")
    figure = Figure(figsize=image.TAILLE)
    repere = figure.add_axes(image.CARTE)
    traits = carte.contours(repartition).join(repartition.table().set_index("code"))
    image._rondir(repere, traits, repartition)
    (ronds,) = repere.collections
    assert isinstance(ronds, PathCollection)
    aires = np.sort(ronds.get_sizes())
    valeurs = np.sort(pd.Series(repartition.valeurs).dropna().to_numpy())
    assert np.allclose(aires / aires[-1], valeurs / valeurs[-1])


def test_rien_n_est_coupe_hors_du_cadre() -> None:
    figure = Figure(figsize=image.TAILLE)
    repere = figure.add_axes(image.CARTE)
    for emprise in (cadrage.METROPOLE, *cadrage.CARTOUCHES.values()):
        ouest, sud, est, nord = image._ajuster(emprise, repere)
        assert ouest < emprise[0] < emprise[2] < est
        assert sud < emprise[1] < emprise[3] < nord
