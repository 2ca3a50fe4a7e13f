"""L'origine et l'édition locale : ce qui n'a pas à entrer n'atteint jamais l'application."""

from __future__ import annotations

import socket
from typing import Any

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as st_h

from donnees.registre.erreurs import EditionRefusee
from pages.cadre import entree
from pages.cadre.serveur import boucle
from pages.cadre.serveur.boucle import GardeLocale
from pages.cadre.serveur.origine import GardeOrigine, meme_site
from pages.cadre.serveur.reglages import Reglages
from tests.asgi import HOTE, Application, Reponse, adresser, portee


def _prise(garde: type[GardeOrigine], hote: str, origine: str | None, admises: frozenset[str] = frozenset()) -> Reponse:
    derriere = Application()
    entetes = {"host": hote} | ({} if origine is None else {"origin": origine})
    demande = portee("/_stcore/stream", sorte="websocket", entetes=entetes)
    return adresser(garde(derriere, lambda: Reglages(origines=admises)), demande, derriere)


@pytest.mark.parametrize(
    ("hote", "origine"),
    [
        (HOTE, f"https://{HOTE}"),
        (HOTE, f"http://{HOTE.upper()}"),
        (f"{HOTE}:443", f"https://{HOTE}"),
        (f"{HOTE}:8501", f"http://{HOTE}:8501"),
        ("[::1]:8501", "http://[::1]:8501"),
        (HOTE, None),
    ],
)
def test_la_prise_de_la_page_meme_s_ouvre(hote: str, origine: str | None) -> None:
    assert _prise(GardeOrigine, hote, origine).admise


@pytest.mark.parametrize(
    ("hote", "origine"),
    [
        (HOTE, "https://pirate.exemple"),
        (HOTE, "null"),
        (HOTE, ""),
        (HOTE, "https://x.streamlit.app"),
        (HOTE, "http://localhost"),
        (HOTE, "http://127.0.0.1:8501"),
        (HOTE, f"https://{HOTE}:8443"),
        (f"{HOTE}:port", f"https://{HOTE}"),
        (HOTE, f"https://{HOTE}.pirate.exemple"),
        (HOTE, f"https://{HOTE}@pirate.exemple"),
        (f"pirate.exemple@{HOTE}", f"https://{HOTE}"),
        (HOTE, f"ftp://{HOTE}"),
        ("", "https://"),
    ],
)
def test_une_prise_d_une_autre_origine_est_fermee_avant_le_cadre(hote: str, origine: str) -> None:
    reponse = _prise(GardeOrigine, hote, origine)
    assert not reponse.admise
    assert [(m["type"], m["code"]) for m in reponse.envoyes] == [("websocket.close", 1008)]


def test_une_origine_admise_par_reglage_passe_sous_son_hote() -> None:
    """Derrière un mandataire qui change Host : le cadre voit l'hôte de l'origine, et n'a rien à chercher au dehors."""
    admises = frozenset({f"https://{HOTE}"})
    (recue,) = _prise(GardeOrigine, "10.0.0.3:8501", f"https://{HOTE}", admises).recues
    assert [valeur for nom, valeur in recue["headers"] if nom == b"host"] == [HOTE.encode()]
    assert not _prise(GardeOrigine, "10.0.0.3:8501", "https://pirate.exemple", admises).admise


def test_un_mandataire_mal_regle_se_lit_au_journal_sans_le_remplir(caplog: pytest.LogCaptureFixture) -> None:
    derriere = Application()
    garde = GardeOrigine(derriere, Reglages)
    for rang in range(50):
        entetes = {"host": "10.0.0.3:8501", "origin": f"https://{HOTE}\x1b[31m{rang}"}
        adresser(garde, portee("/_stcore/stream", sorte="websocket", entetes=entetes), derriere)
    (ligne,) = [trace.getMessage() for trace in caplog.records]
    assert f"https://{HOTE}[31m0 à l'hôte 10.0.0.3:8501" in ligne
    assert "ATLAS_ORIGINES" in ligne


@given(st_h.text(max_size=40), st_h.text(max_size=40))
def test_juger_une_origine_ne_leve_jamais(origine: str, hote: str) -> None:
    assert meme_site(origine, hote) in {True, False}


LOCALES: dict[str, Any] = {"entetes": {"host": "127.0.0.1:8501"}}


def _locale(sorte: str = "http", ouvertes: tuple[str, ...] = (), **demande: Any) -> Reponse:
    derriere = Application()
    garde = GardeLocale(derriere, lambda: True, lambda: list(ouvertes))
    return adresser(garde, portee("/", sorte=sorte, **{**LOCALES, **demande}), derriere)


@pytest.mark.parametrize("sorte", ["http", "websocket"])
@pytest.mark.parametrize("hote", ["127.0.0.1:8501", "localhost", "LOCALHOST:8501", "[::1]:8501"])
def test_l_edition_locale_s_ouvre_de_la_machine(sorte: str, hote: str) -> None:
    assert _locale(sorte, entetes={"host": hote}).admise


@pytest.mark.parametrize("sorte", ["http", "websocket"])
@pytest.mark.parametrize(
    "demande",
    [
        {"entetes": {"host": "pirate.exemple"}},  # réassociation DNS : la page piégée est de la même origine
        {"entetes": {"host": "127.0.0.1.pirate.exemple"}},
        {"entetes": {"host": "[::1"}},
        {"server": ("192.0.2.2", 8501)},  # jointe par le réseau, quoi que dise la configuration
        {"server": None},
        {"client": ("192.0.2.9", 50000)},
        *(
            {"entetes": {"host": "127.0.0.1", nom: "1"}}
            for nom in ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip", "via")
        ),
        {"ouvertes": ("0.0.0.0",)},
    ],
)
def test_l_edition_locale_refuse_ce_qui_peut_venir_d_ailleurs(sorte: str, demande: dict[str, Any]) -> None:
    reponse = _locale(sorte, **demande)
    assert not reponse.admise
    if sorte == "http":
        assert reponse.statut == 403
        assert reponse.texte.startswith("Édition locale :")
    else:
        assert reponse.envoyes[0]["code"] == 1008


def test_hors_edition_locale_un_mandataire_est_le_bienvenu() -> None:
    derriere = Application()
    demande = portee("/", entetes={"x-forwarded-for": "203.0.113.7"}, server=("192.0.2.2", 8501))
    assert adresser(GardeLocale(derriere, lambda: False), demande, derriere).admise


def test_l_edition_locale_impose_les_hotes_et_lit_la_vraie_prise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Le réglage peut dire 127.0.0.1 et la prise écouter partout : c'est elle qu'on croit."""
    avant = st.config.get_option("server.allowedHosts")
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        monkeypatch.setattr(entree, "prises", lambda: iter([prise]))
        boucle.imposer()
        assert st.config.get_option("server.allowedHosts") == list(boucle.HOTES)
    st.config.set_option("server.allowedHosts", avant)
    with socket.socket() as prise:
        prise.bind(("0.0.0.0", 0))
        prise.listen()
        monkeypatch.setattr(entree, "prises", lambda: iter([prise]))
        with pytest.raises(EditionRefusee, match=r"0\.0\.0\.0"):
            boucle.imposer()
    st.config.set_option("server.allowedHosts", avant)
