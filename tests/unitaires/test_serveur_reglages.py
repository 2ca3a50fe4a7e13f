"""Régler et démarrer : un réglage incompris ou une panne prévue s'arrêtent en une phrase, jamais sur une trace."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from donnees.registre.erreurs import RegistreIndisponible
from pages.cadre.serveur.arret import ArretClair
from pages.cadre.serveur.demande import sans_commande
from pages.cadre.serveur.reglages import CADRES, CONTACT, HTTPS, JOURNAL, ORIGINES, PORT_MESURES, ReglageInvalide, lire
from tests.asgi import mener


@pytest.mark.parametrize(
    ("variable", "valeur", "attendu"),
    [
        (ORIGINES, "https://a.fr http://b.fr:8080/", {"origines": {"https://a.fr", "http://b.fr:8080"}}),
        (CADRES, "", {"cadres": "*"}),
        (CADRES, "personne", {"cadres": ""}),
        (CADRES, "https://a.fr https://*.b.fr", {"cadres": "https://a.fr https://*.b.fr"}),
        (HTTPS, "1", {"https": True}),
        (CONTACT, "s@a.fr", {"contact": "mailto:s@a.fr"}),
        (CONTACT, "https://a.fr/s", {"contact": "https://a.fr/s"}),
        (JOURNAL, "", {"journal_json": False}),
        (JOURNAL, "json", {"journal_json": True}),
        (PORT_MESURES, "", {"port_mesures": 0}),
        (PORT_MESURES, "18511", {"port_mesures": 18511}),
    ],
)
def test_reglages_lus(variable: str, valeur: str, attendu: dict[str, Any]) -> None:
    lus = lire({variable: valeur})
    assert {nom: getattr(lus, nom) for nom in attendu} == attendu


@pytest.mark.parametrize(
    ("variable", "valeur"),
    [
        (ORIGINES, "a.fr"),
        (ORIGINES, "https://a.fr/chemin"),
        (CADRES, "https://a.fr; script-src *"),
        (CADRES, "a.fr"),
        (HTTPS, "oui"),
        (CONTACT, "ici\nContact: ailleurs"),
        (JOURNAL, "texte"),
        (PORT_MESURES, "0"),
        (PORT_MESURES, "99999"),
        (PORT_MESURES, "127.0.0.1:18511"),
    ],
)
def test_un_reglage_incompris_arrete_tout(variable: str, valeur: str) -> None:
    with pytest.raises(ReglageInvalide, match=variable):
        lire({variable: valeur})


def _demarrer(cause: Exception) -> list[Message]:
    envoyes: list[Message] = []

    async def application(_portee: Scope, _recevoir: Receive, envoyer: Send) -> None:
        await envoyer({"type": "lifespan.startup.failed", "message": "Traceback…"})
        raise cause

    async def envoyer(message: Message) -> None:
        envoyes.append(message)

    async def recevoir() -> Message:
        return {"type": "lifespan.startup"}

    try:
        mener(ArretClair(application)({"type": "lifespan"}, recevoir, envoyer))
    except ZeroDivisionError:
        assert isinstance(cause, ZeroDivisionError)
    return envoyes


def test_un_demarrage_refuse_dit_pourquoi_sans_trace() -> None:
    (message,) = _demarrer(RegistreIndisponible())
    assert message["type"] == "lifespan.startup.failed"
    assert message["message"].startswith("L'Atlas ne démarre pas. La base du registre")
    (message,) = _demarrer(ZeroDivisionError())
    assert message["message"] == "Traceback…"  # un défaut de l'Atlas garde sa trace


def test_ce_qui_va_au_journal_n_y_ecrit_pas_de_commande() -> None:
    assert sans_commande("refus\x1b[31m\r\n\u202e\x00 é") == "refus[31m é"
    assert len(sans_commande("a" * 10_000)) == 300
