"""Le journal JSON : une ligne par message, sans courriel, sans adresse, sans le texte d'une erreur."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit.logger

from pages.cadre.serveur import journal, observation
from pages.cadre.serveur.observation import RELANCE, REPONSE, Fait


@pytest.fixture
def sortie(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Le journal installé, écrit ici ; les réglages d'avant reviennent ensuite."""
    tampon, racine = io.StringIO(), logging.root
    avant = {nom: _etat(logging.getLogger(nom)) for nom in list(racine.manager.loggerDict)}
    gestionnaires, niveau = list(racine.handlers), racine.level
    monkeypatch.setattr(sys, "stderr", tampon)
    monkeypatch.setattr(streamlit.logger, "setup_formatter", streamlit.logger.setup_formatter)
    journal.installer()
    yield tampon
    racine.handlers[:] = gestionnaires
    racine.setLevel(niveau)
    observation.ABONNES.remove(journal.noter)
    logging.captureWarnings(capture=False)
    logging.getLogger("uvicorn.access").disabled = False
    for nom, (poses, propage, seuil) in avant.items():
        ancien = logging.getLogger(nom)
        ancien.handlers[:], ancien.propagate = poses, propage
        ancien.setLevel(seuil)


def _etat(ancien: logging.Logger) -> tuple[list[logging.Handler], bool, int]:
    return list(ancien.handlers), ancien.propagate, ancien.level


def _lignes(sortie: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(ligne) for ligne in sortie.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("de zoe.l@exemple.fr à", "de [courriel] à"),
        ("venu de 203.0.113.9:443", "venu de [adresse]:443"),
        ("venu de 2001:db8::1 et ::1", "venu de [adresse] et ::1"),
        ("GET https://zoe:secret@atlas.fr/carte?q=Zoé", "GET https://…"),
        ("sur postgresql+psycopg://u:p@h/b refusé", "sur postgresql+psycopg://… refusé"),
        ("/saisir?action=zoe&x=1 a échoué", "/saisir?… a échoué"),
        ("à 12:30:05, que faire ?", "à 12:30:05, que faire ?"),
        ("rouge\x1b[31m\x00\u202e", "rouge [31m  "),
    ],
)
def test_rien_qui_designe_une_personne_ou_une_machine(texte: str, attendu: str) -> None:
    assert journal.propre(texte) == attendu


def test_un_message_est_une_ligne_de_json(sortie: io.StringIO) -> None:
    logging.getLogger("atlas.registre").warning("Deux\nlignes de %s", "zoe@exemple.fr")
    (ligne,) = _lignes(sortie)
    assert ligne["message"] == "Deux\nlignes de [courriel]"
    assert (ligne["niveau"], ligne["journal"]) == ("WARNING", "atlas.registre")
    assert ligne["quand"].endswith("+00:00")


def test_une_erreur_dit_son_type_et_son_lieu_jamais_son_texte(sortie: io.StringIO) -> None:
    try:
        _echouer()
    except ValueError:
        logging.getLogger("atlas").exception("Panne")
    (ligne,) = _lignes(sortie)
    assert "Zoé" not in sortie.getvalue()
    assert (ligne["erreur"], ligne["cause"]) == ("ValueError", "KeyError")
    assert ligne["trace"][0].startswith("tests/unitaires/test_serveur_journal.py:")


def _echouer() -> None:
    try:
        dict[str, str]()["Zoé Lemaître"]
    except KeyError as cause:
        raise ValueError("saisie de Zoé") from cause


def test_les_journaux_du_cadre_anciens_et_neufs_y_viennent(sortie: io.StringIO) -> None:
    streamlit.logger.get_logger("streamlit.logger").warning("ancien")
    streamlit.logger.get_logger("streamlit.neuf.pour.cette.epreuve").warning("neuf")
    logging.getLogger("uvicorn.error").error("serveur")
    logging.getLogger("uvicorn.access").error("203.0.113.9 /carte")
    assert [ligne["message"] for ligne in _lignes(sortie)] == ["ancien", "neuf", "serveur"]


def test_les_faits_vont_au_journal_sauf_les_fichiers_servis(sortie: io.StringIO) -> None:
    faits = [
        Fait(RELANCE, "carte", "entiere", 0.12345),
        Fait(REPONSE, "static", "200", 0.1),
        Fait(REPONSE, "static", "404", 0),
    ]
    for fait in faits:
        journal.noter(fait)
    jouee, absente = _lignes(sortie)
    assert {nom: jouee[nom] for nom in ("sorte", "page", "detail", "duree")} == {
        "sorte": "relance",
        "page": "carte",
        "detail": "entiere",
        "duree": 0.1235,
    }
    assert absente["detail"] == "404"
