"""Les adresses que le serveur tient lui-même : fermées, servies, redirigées ; et la sonde."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from donnees import integrite
from donnees.erreurs import ProduitAbime
from donnees.registre import controle
from pages.cadre.serveur import fichiers_publics, sante, secrets_lus
from pages.cadre.serveur.portes import Portes
from pages.cadre.serveur.reglages import Reglages
from tests.asgi import Application, Reponse, adresser, portee


def _porte(chemin: str, **autres: Any) -> Reponse:
    derriere = Application()
    return adresser(Portes(derriere), portee(chemin, **autres), derriere)


@pytest.mark.parametrize(
    "chemin",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/agent/interact",
        "/_stcore/script-health-check",
    ],
)
def test_ce_qui_n_est_pas_pour_un_visiteur_est_ferme(chemin: str) -> None:
    reponse = _porte(chemin)
    assert (reponse.statut, reponse.admise) == (404, False)
    assert _porte("/_stcore/health").admise


def test_fermees_aussi_sous_un_prefixe(prefixe: None) -> None:
    assert _porte("/atlas/_stcore/metrics").statut == 404
    assert _porte("/atlas/robots.txt").texte.count("Disallow: /atlas/compte\n") == 1


@pytest.mark.parametrize("hote", ["pirate.exemple", "atlas.exemple.fr"])
def test_l_accueil_mene_a_la_racine_sans_croire_l_hote(hote: str) -> None:
    reponse = _porte("/accueil", entetes={"host": hote}, question="embed=true")
    assert reponse.entetes["location"] == "/?embed=true"


def test_l_accueil_sous_un_prefixe(prefixe: None) -> None:
    assert _porte("/atlas/accueil").entetes["location"] == "/atlas/"


def test_fichiers_d_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Disallow: /saisir" in _porte("/robots.txt").texte
    icone = _porte("/favicon.ico")
    assert (icone.statut, icone.entetes["content-type"]) == (200, "image/png")
    assert _porte("/.well-known/security.txt").statut == _porte("/security.txt").statut == 404
    monkeypatch.setattr(fichiers_publics, "reglages", lambda: Reglages(contact="mailto:s@exemple.fr"))
    for chemin in ("/.well-known/security.txt", "/security.txt"):
        texte = _porte(chemin).texte
        assert texte.startswith("Contact: mailto:s@exemple.fr\n")
        assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", texte, re.MULTILINE)


def _sonder(monkeypatch: pytest.MonkeyPatch) -> tuple[int, dict[str, Any]]:
    monkeypatch.setattr(sante, "_dernier", sante._Dernier())
    reponse = _porte("/sante")
    assert reponse.entetes["cache-control"] == "no-store"
    return reponse.statut, json.loads(reponse.texte)


@pytest.fixture
def base(registre_seme: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Le registre semé, désigné à l'application."""
    monkeypatch.setenv("ATLAS_BASE_URL", f"sqlite:///{registre_seme}")
    return registre_seme


def test_en_bonne_sante(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statut, bilan = _sonder(monkeypatch)
    assert (statut, bilan["etat"], bilan["registre"]) == (200, "bon", {"etat": "bon"})


@pytest.mark.parametrize("panne", ["absent", "abime", "page_abimee", "illisible", "plus_recent"])
def test_un_registre_qui_ne_repond_pas_se_dit(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, panne: str
) -> None:
    fichier = tmp_path / "atlas.sqlite"
    octets = base.read_bytes()
    if panne == "abime":
        fichier.write_bytes(b"ceci n'est pas une base" * 100)
    elif panne == "page_abimee":
        fichier.write_bytes(octets[:8192] + b"\xff" * 8192 + octets[16384:])
    elif panne == "plus_recent":
        fichier.write_bytes(octets)
        _changer_schema(fichier)
    adresse = "mysql://moi:secret@hote/base" if panne == "illisible" else f"sqlite:///{fichier}"
    monkeypatch.setenv("ATLAS_BASE_URL", adresse)
    statut, bilan = _sonder(monkeypatch)
    assert (statut, bilan["etat"], bilan["registre"]["etat"]) == (503, "panne", "panne")
    assert bilan["registre"]["message"].endswith(".")
    assert not {"secret", str(tmp_path)} & set(re.split(r"[\s«»]+", bilan["registre"]["message"]))
    assert fichier.exists() == (panne not in {"absent", "illisible"})


def _changer_schema(fichier: Path) -> None:
    connexion = sqlite3.connect(fichier)
    connexion.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connexion.commit()
    connexion.close()


def test_des_produits_abimes_se_disent(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def abimes() -> None:
        raise ProduitAbime("Produit abîmé : valeurs.parquet.")

    monkeypatch.setattr(integrite, "verifier", abimes)
    statut, bilan = _sonder(monkeypatch)
    assert (statut, bilan["produits"]) == (503, {"etat": "panne", "message": "Produit abîmé : valeurs.parquet."})


def test_sonder_sans_cesse_n_examine_qu_une_fois(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examens: list[int] = []
    monkeypatch.setattr(sante, "_dernier", sante._Dernier())
    monkeypatch.setattr(controle, "verifier", lambda: examens.append(1))
    assert {_porte("/sante").statut for _ in range(20)} == {200}
    assert examens == [1]


@pytest.mark.parametrize(
    ("contenu", "faute"), [(None, "n'existe pas"), ("[auth", "n'est pas du TOML lisible"), ("[auth]\n", "")]
)
def test_un_fichier_de_secrets_qui_ne_se_lit_pas_se_dit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, contenu: str | None, faute: str
) -> None:
    fichier = tmp_path / "secrets.toml"
    if contenu is not None:
        fichier.write_text(contenu, encoding="utf-8")
    monkeypatch.setattr(st.config, "is_manually_set", lambda _nom: True)
    monkeypatch.setattr(st.config, "get_option", lambda _nom: [str(fichier)])
    dits = secrets_lus.avertissements()
    assert [faute in dit.public and str(fichier) in dit.journal for dit in dits] == ([True] if faute else [])
    assert not any(str(tmp_path) in dit.public for dit in dits)
