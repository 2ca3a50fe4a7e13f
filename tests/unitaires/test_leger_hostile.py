"""Tout texte saisi est hostile : dans une page légère et dans son image, il s'affiche et ne fait rien d'autre."""

from __future__ import annotations

import json
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.ecriture.textes import couper
from geo.territoires import du_perimetre
from pages.leger import image, lecture, rendu
from pages.leger.action import FicheDAction
from pages.leger.page import Apercu, Objet
from pages.leger.portrait import Portrait
from tests.typographie import droit
from tests.unitaires.fiches_fabriquees import pleine
from tests.unitaires.legeres_montees import releve, site

HOSTILES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><svg onload=alert(1)>",
    "</title></style><b>gras</b>",
    "{{ 7*7 }} {% raise %}",
    "javascript:alert(1)",
    "\u202eretourné\u202c #set page(fill: red) $x$ \\",
    "a" * 400,
)
ADMIS = ("https://", "http://", "/", "#contenu")
"""Ce par quoi commence tout lien d'une page."""


def _arbre(octets: bytes) -> html5lib.treebuilders.etree.Element:
    """Le document, bien formé, où rien ne s'exécute ni ne se charge."""
    lecteur = html5lib.HTMLParser(namespaceHTMLElements=False)
    arbre = lecteur.parse(octets.decode())
    assert lecteur.errors == []
    noeuds = [noeud for noeud in arbre.iter() if isinstance(noeud.tag, str)]
    assert not {noeud.tag for noeud in noeuds} & {"img", "iframe", "object", "embed", "form"}
    assert not [nom for noeud in noeuds for nom in noeud.attrib if str(nom).startswith("on")]
    assert all(noeud.get("href").startswith(ADMIS) for noeud in noeuds if noeud.tag == "a")
    scripts = [noeud for noeud in noeuds if noeud.tag == "script"]
    assert all(noeud.get("type") == "application/ld+json" and json.loads(noeud.text) for noeud in scripts)
    return arbre


def _examiner(objet: Objet, **contenu: Any) -> str:
    """Le premier titre de la page, texte seul, une fois le document examiné."""
    arbre = _arbre(rendu.ecrire(objet, site(**contenu)))
    return "".join(arbre.find(".//h1").itertext())


@pytest.mark.parametrize("hostile", HOSTILES)
def test_une_action_hostile_s_affiche_et_ne_fait_rien(hostile: str) -> None:
    piegee = pleine(hostile, nombre=3, repetitions=1)
    titre = _examiner(FicheDAction(piegee), fiches=(piegee,))
    assert droit(titre).startswith(droit(couper(hostile, 100).removesuffix("…")))


@pytest.mark.parametrize("hostile", HOSTILES)
def test_une_maison_hostile_s_affiche_et_ne_fait_rien(hostile: str) -> None:
    maisons = releve().maisons.copy()
    champs = ["nom", "ville", "territoire", "statut", "adresse", "telephone", "site", "source", "categorie_libelle"]
    maisons.loc[maisons["maison"] == "33063-1", champs] = hostile
    for chemin in ("/maison/33063-1", "/reseau", "/t/commune/33063-bordeaux"):
        assert _examiner(lecture.trouver(site(maisons=maisons), chemin), maisons=maisons)


@pytest.mark.parametrize("hostile", HOSTILES)
def test_un_perimetre_hostile_s_affiche_et_ne_fait_rien(hostile: str) -> None:
    _examiner(Portrait(du_perimetre(["42218", "42207"], hostile)))


@pytest.mark.parametrize("hostile", HOSTILES)
def test_un_refus_repete_ce_qu_on_demandait_sans_le_jouer(hostile: str) -> None:
    arbre = _arbre(rendu.refuser("Maison introuvable", f"« {hostile} » n’est pas dans l’annuaire.", site()))
    assert arbre.find(".//b") is None
    assert arbre.find(".//script") is None


@settings(max_examples=20)
@given(st.text(max_size=200), st.text(max_size=80))
def test_l_image_accepte_n_importe_quel_texte(titre: str, surtitre: str) -> None:
    assert image.dessiner(Apercu(titre=titre, surtitre=surtitre)).startswith(b"\x89PNG")
