"""Ce qui se garde pour toujours part comprimé, une fois pour toutes ; rien d'autre n'est touché."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.cadre import ressources
from pages.cadre.serveur.compression import SEUIL, Compression, codage, comprimer
from tests.asgi import Application, Reponse, adresser, portee

FICHIER = "/static/fr-0123456789/js/index.abc.js"
CORPS = b"const atlas = 'bassin'; " * 500
ENTETES = {"content-type": "text/javascript", "etag": '"abc"', "content-length": str(len(CORPS))}


def _demander(garde: Compression, derriere: Application, chemin: str, **entetes: str) -> Reponse:
    noms = {nom.replace("_", "-"): valeur for nom, valeur in entetes.items()}
    derriere.reponse = Reponse()
    return adresser(garde, portee(chemin, entetes=noms), derriere)


@pytest.mark.parametrize(
    ("acceptes", "voulu"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", ""),
        ("", ""),
        ("br;q=0", ""),
        ("GZIP", "gzip"),
        ("n'importe quoi;;;q=x", ""),
    ],
)
def test_le_codage_est_celui_que_le_navigateur_accepte(acceptes: str, voulu: str) -> None:
    assert codage(acceptes) == voulu


@given(st.text(max_size=200))
def test_un_entete_quelconque_ne_fait_rien_tomber(acceptes: str) -> None:
    assert codage(acceptes) in {"br", "gzip", ""}


@given(st.binary(max_size=5_000))
def test_comprimer_puis_lire_rend_le_meme_fichier(corps: bytes) -> None:
    assert brotli.decompress(comprimer(corps, "br")) == corps
    assert gzip.decompress(comprimer(corps, "gzip")) == corps


def test_un_fichier_a_empreinte_part_comprime_et_n_est_demande_qu_une_fois() -> None:
    derriere = Application(CORPS, ENTETES)
    garde = Compression(derriere)
    premiere = _demander(garde, derriere, FICHIER, accept_encoding="br")
    assert premiere.entetes["content-encoding"] == "br"
    assert brotli.decompress(premiere.corps) == CORPS
    assert int(premiere.entetes["content-length"]) == len(premiere.corps) < len(CORPS) / 10
    assert "Accept-Encoding" in premiere.entetes["vary"]
    seconde = _demander(garde, derriere, FICHIER, accept_encoding="br")
    assert (seconde.corps, seconde.admise) == (premiere.corps, False)


def test_deux_codages_ont_deux_etiquettes_et_se_revalident() -> None:
    derriere = Application(CORPS, ENTETES)
    garde = Compression(derriere)
    etiquettes = {c: _demander(garde, derriere, FICHIER, accept_encoding=c).entetes["etag"] for c in ("br", "gzip")}
    assert len(set(etiquettes.values())) == 2
    revenu = _demander(garde, derriere, FICHIER, accept_encoding="br", if_none_match=etiquettes["br"])
    assert (revenu.statut, revenu.corps) == (304, b"")


@pytest.mark.parametrize(
    ("chemin", "entetes"),
    [
        ("/carte", {"accept_encoding": "br"}),
        ("/media/0123.png", {"accept_encoding": "br"}),
        (FICHIER, {"accept_encoding": "identity"}),
        (FICHIER, {"accept_encoding": "br", "range": "bytes=0-10"}),
    ],
)
def test_le_reste_passe_tel_quel(chemin: str, entetes: dict[str, str]) -> None:
    derriere = Application(CORPS, ENTETES)
    reponse = _demander(Compression(derriere), derriere, chemin, **entetes)
    assert reponse.corps == CORPS
    assert "content-encoding" not in reponse.entetes


def test_un_fichier_retire_du_dossier_servi_n_est_plus_rendu_de_memoire() -> None:
    """Un nom effacé du registre était dans un fichier de points : gardé comprimé, il en sortirait encore."""
    derriere = Application(CORPS, ENTETES)
    garde = Compression(derriere)
    _demander(garde, derriere, FICHIER, accept_encoding="br")
    ressources.retirer("actions-*.json*")
    derriere.statut, derriere.corps = 404, b"absent"
    assert _demander(garde, derriere, FICHIER, accept_encoding="br").statut == 404


@pytest.mark.parametrize("type_mime", ["font/woff2", "image/png", "application/octet-stream"])
def test_ce_qui_est_deja_serre_ne_se_comprime_pas(type_mime: str) -> None:
    derriere = Application(CORPS, {"content-type": type_mime})
    assert _demander(Compression(derriere), derriere, FICHIER, accept_encoding="br").corps == CORPS


@pytest.mark.parametrize(("codage_", "lire"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_une_page_se_comprime_au_vol_et_garde_son_etiquette(codage_: str, lire: Callable[[bytes], bytes]) -> None:
    derriere = Application(CORPS, {**ENTETES, "content-type": "text/html; charset=utf-8"})
    reponse = _demander(Compression(derriere), derriere, "/carte", accept="text/html", accept_encoding=codage_)
    assert lire(reponse.corps) == CORPS
    assert int(reponse.entetes["content-length"]) == len(reponse.corps)
    assert (reponse.entetes["etag"], reponse.entetes["vary"]) == ('"abc"', "Accept-Encoding")


@pytest.mark.parametrize("adresse", ["/_stcore/health", "/media/abc.html"])
def test_ce_qui_n_est_pas_une_page_file_tel_quel(adresse: str) -> None:
    derriere = Application(CORPS, {**ENTETES, "content-type": "text/html"})
    assert _demander(Compression(derriere), derriere, adresse, accept="text/html", accept_encoding="br").corps == CORPS


def test_un_petit_fichier_et_une_erreur_ne_se_compriment_pas() -> None:
    petit = Application(b"x" * (SEUIL - 1), ENTETES)
    assert "content-encoding" not in _demander(Compression(petit), petit, FICHIER, accept_encoding="br").entetes
