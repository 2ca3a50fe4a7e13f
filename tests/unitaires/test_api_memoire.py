"""Ce qui entoure les ressources : étiquettes, HEAD, compression, mémoire bornée, file, accès d'un autre site."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from pages.api import memoire
from pages.api.memoire import Memoire
from tests.asgi import Application, Reponse, adresser, mener, portee
from tests.interface_ouverte import RegistreFige, demander, monter, probleme

ADRESSE = "/territoires/zone_emploi/8435"


def test_une_reponse_connue_ne_repart_pas() -> None:
    premiere = demander(ADRESSE)
    etiquette = premiere.entetes["etag"]
    assert etiquette.startswith('W/"')
    for connue in (etiquette, etiquette.removeprefix("W/"), f'"autre", {etiquette}', "*"):
        reponse = demander(ADRESSE, if_none_match=connue)
        assert (reponse.statut, reponse.corps) == (304, b"")
        assert reponse.entetes["etag"] == etiquette
        assert "content-length" not in reponse.entetes
    assert demander(ADRESSE, if_none_match='"autre"').statut == 200
    assert demander("/territoires/zone_emploi/8421", if_none_match=etiquette).statut == 200


def test_head_a_les_entetes_de_get_sans_le_corps() -> None:
    entiere, tete = demander(ADRESSE), demander(ADRESSE, methode="HEAD")
    assert (tete.statut, tete.corps) == (200, b"")
    assert tete.entetes == entiere.entetes
    assert int(tete.entetes["content-length"]) == len(entiere.corps)
    assert demander("/zut", methode="HEAD").statut == 404


def test_la_reponse_compressee_est_la_meme() -> None:
    entiere, serree = demander(ADRESSE), demander(ADRESSE, accept_encoding="gzip, br")
    assert serree.entetes["content-encoding"] == "gzip"
    assert all("Accept-Encoding" in reponse.entetes["vary"] for reponse in (entiere, serree))
    assert gzip.decompress(serree.corps) == entiere.corps
    assert int(serree.entetes["content-length"]) == len(serree.corps) < len(entiere.corps)


def test_la_duree_suit_ce_que_dit_la_reponse() -> None:
    assert demander(ADRESSE).entetes["cache-control"] == "public, max-age=3600"
    assert demander("/actions").entetes["cache-control"] == "public, max-age=2"
    assert demander("/zut").entetes["cache-control"] == "no-store"


class _Compteuse:
    """Une application qui compte ses compositions."""

    def __init__(self, octets: int = 10) -> None:
        self.compositions, self.octets = 0, octets

    async def __call__(self, portee: Scope, recevoir: Receive, envoyer: Send) -> None:
        self.compositions += 1
        statut = 404 if "absente" in portee["path"] else 200
        corps = {"demande": str(Request(portee).url.path), "texte": "x" * self.octets}
        await JSONResponse(corps, statut)(portee, recevoir, envoyer)


def _lire(application: Memoire, chemin: str, **autres: Any) -> Reponse:
    return adresser(application, portee(chemin, **autres), Application())


def test_une_adresse_deja_composee_ne_se_recompose_pas() -> None:
    registre, derriere = RegistreFige(), _Compteuse()
    gardee = Memoire(derriere, registre.jeton)
    for question in ("a=1&b=2", "b=2&a=1", "a=1&b=2"):
        _lire(gardee, "/territoires", question=question)
    assert derriere.compositions == 1
    _lire(gardee, "/territoires", question="a=1&b=3")
    for _ in range(2):
        _lire(gardee, "/absente")
    assert derriere.compositions == 4


def test_une_ecriture_au_registre_recompose_ce_qui_en_vient_et_rien_d_autre() -> None:
    registre, derriere = RegistreFige(), _Compteuse()
    gardee = Memoire(derriere, registre.jeton)
    for version in ("1-1", "1-1", "2-2"):
        registre.version = version
        _lire(gardee, "/actions")
        _lire(gardee, "/indicateurs")
    assert derriere.compositions == 3


def test_la_memoire_est_bornee_en_octets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memoire, "PLACE", 400_000)
    derriere = _Compteuse(octets=50_000)
    gardee = Memoire(derriere, RegistreFige().jeton)
    for rang in range(40):
        _lire(gardee, f"/territoires/{rang}")
    assert 0 < gardee.pieces.currsize <= 400_000
    assert len(gardee.pieces) < 10
    derriere.octets = memoire.PIECE_MAX + 1
    avant = len(gardee.pieces)
    assert len(_lire(gardee, "/territoires/lourde").corps) > memoire.PIECE_MAX
    assert len(gardee.pieces) == avant


def test_au_dela_de_la_file_on_refuse_au_lieu_d_attendre() -> None:
    statuts: list[int] = []

    async def foule() -> None:
        portillon = asyncio.Event()

        async def lente(portee: Scope, recevoir: Receive, envoyer: Send) -> None:
            await portillon.wait()
            await Response("lu")(portee, recevoir, envoyer)

        gardee = Memoire(lente, lambda: "1")

        async def une(rang: int) -> None:
            reponse = Reponse()

            async def rien() -> Any:
                return {}

            async def envoyer(message: Any) -> None:
                reponse.envoyes.append(message)

            await gardee(portee(f"/{rang}"), rien, envoyer)
            statuts.append(reponse.statut)

        taches = [asyncio.create_task(une(rang)) for rang in range(memoire.FILE_MAX + 3)]
        await asyncio.sleep(0.05)
        portillon.set()
        await asyncio.gather(*taches)

    mener(foule())
    assert statuts.count(503) == 3
    assert statuts.count(200) == memoire.FILE_MAX


def test_une_foule_a_la_meme_adresse_ne_la_compose_pas_a_chaque_fois() -> None:
    derriere = _Compteuse()

    async def ensemble() -> None:
        gardee = Memoire(derriere, lambda: "1")

        async def rien(_message: Any = None) -> Any:
            return {}

        await asyncio.gather(*(gardee(portee("/territoires"), rien, rien) for _ in range(memoire.CALCULS + 3)))

    mener(ensemble())
    assert derriere.compositions <= memoire.CALCULS


def test_un_autre_site_lit_sans_temoin_sauf_en_edition_locale() -> None:
    ouverte = demander(ADRESSE, origin="https://ailleurs.exemple")
    assert ouverte.entetes["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in ouverte.entetes
    assert "set-cookie" not in ouverte.entetes
    prealable = demander(
        ADRESSE,
        methode="OPTIONS",
        origin="https://ailleurs.exemple",
        access_control_request_method="GET",
        access_control_request_headers="if-none-match",
    )
    assert (prealable.statut, prealable.entetes["access-control-allow-origin"]) == (200, "*")
    assert "POST" not in prealable.entetes["access-control-allow-methods"]
    fermee = demander(ADRESSE, monter(RegistreFige(), origines=()), origin="https://ailleurs.exemple")
    assert "access-control-allow-origin" not in fermee.entetes


class _Casse(RegistreFige):
    """Un registre qui échoue comme rien ne le prévoit."""

    def releve(self, version: str = "") -> RegistreFige:
        raise ZeroDivisionError(f"secret de la base {version}")


def test_une_erreur_imprevue_se_dit_sans_rien_montrer_et_va_au_journal(caplog: pytest.LogCaptureFixture) -> None:
    reponse = demander("/maisons", monter(_Casse()))
    assert probleme(reponse)["status"] == 500
    assert "secret" not in reponse.texte
    assert "secret de la base" in caplog.text


def test_un_registre_en_panne_se_dit_et_le_reste_se_lit() -> None:
    application = monter(RegistreFige(version="panne"))
    reponse = demander("/actions", application)
    assert probleme(reponse)["status"] == 503
    assert reponse.entetes["retry-after"]
    assert demander(ADRESSE, application).statut == 200
