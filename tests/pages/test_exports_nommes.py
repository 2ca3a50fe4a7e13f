"""Chaque fichier proposé dit son contenu par son nom ; chaque CSV a sa fiche ; chaque colonne y est décrite."""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from donnees.chemins import RACINE
from geo.mesures import comparaison
from geo.sorties.noms import FORME
from geo.territoires import lire
from tests.pages.visite import ouvrir, sans_erreur
from tests.registre.atelier_registre import MAISON

ZONE = {"niveau": "zone_emploi", "code": "4412"}
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "portrait": ("territoire", ZONE),
    "secteurs": ("secteurs", ZONE),
    "decalage": ("secteurs", {**ZONE, "vue": "decalage"}),
    "metiers": ("secteurs", {**ZONE, "vue": "metiers"}),
    "branche": ("secteurs", {**ZONE, "vue": "branche"}),
    "gpect": ("secteurs", {**ZONE, "vue": "gpect"}),
    "verte": ("economie-verte", ZONE),
    "commerces": ("commerces", ZONE),
    "ouvrir": ("commerces", {**ZONE, "volet": "ouvrir"}),
    "creations": ("commerces", {**ZONE, "volet": "creations"}),
    "classement": ("classement", {}),
    "comparer": ("comparer", {"avec": comparaison.ecrire([lire("zone_emploi", code) for code in ("4412", "0051")])}),
    "ou agir": ("ou-agir", ZONE),
    "clause": ("clause-sociale", ZONE),
    "plan": ("plan-actions", {}),
    "bilan": ("bilan", {"maison": MAISON, "annee": "2014"}),
    "methode": ("methode", {}),
}
Fichiers = dict[str, Any]


@pytest.fixture
def fichiers(monkeypatch: pytest.MonkeyPatch) -> Fichiers:
    """Nom de chaque fichier proposé → son contenu, ou ce qui le compose."""
    recus: Fichiers = {}
    monkeypatch.setattr(st, "download_button", lambda _, contenu, fichier, *__, **___: recus.update({fichier: contenu}))
    return recus


def _octets(contenu: bytes | str | Callable[[], bytes | str]) -> bytes:
    compose = contenu() if callable(contenu) else contenu
    return compose.encode() if isinstance(compose, str) else compose


@pytest.mark.parametrize("page", PAGES)
def test_chaque_csv_est_nomme_decrit_et_accompagne(page: str, fichiers: Fichiers) -> None:
    adresse, parametres = PAGES[page]
    sans_erreur(ouvrir(adresse, **parametres))
    assert fichiers, "la page ne propose aucun fichier"
    assert [nom for nom in fichiers if not FORME.fullmatch(nom.rpartition(".")[0])] == []
    for nom in [nom for nom in fichiers if nom.endswith(".csv") and "actions" not in nom and "modele" not in nom]:
        fiche = json.loads(_octets(fichiers[nom.replace(".csv", "-metadonnees.json")]))
        entete = pd.read_csv(io.BytesIO(_octets(fichiers[nom])), sep=";", encoding="utf-8-sig", nrows=0)
        colonnes = fiche["tableSchema"]["columns"]
        assert fiche["url"] == nom
        assert [colonne["titles"] for colonne in colonnes] == list(entete.columns)
        muettes = [c["titles"] for c in colonnes if not (c.get("dc:description") or c.get("schema:unitText"))]
        assert muettes == [], nom


def _appels(fichier: Path) -> list[ast.Call]:
    arbre = ast.parse(fichier.read_text(encoding="utf-8"))
    return [noeud for noeud in ast.walk(arbre) if isinstance(noeud, ast.Call)]


def test_tout_fichier_propose_passe_par_le_meme_bouton() -> None:
    """Classe du défaut : un export hors du seul endroit qui nomme et type les fichiers."""
    appelants = {
        fichier.relative_to(RACINE).as_posix()
        for fichier in (RACINE / "pages").rglob("*.py")
        for appel in _appels(fichier)
        if isinstance(appel.func, ast.Attribute) and appel.func.attr == "download_button"
    }
    assert appelants == {"pages/interface/telechargement.py"}
