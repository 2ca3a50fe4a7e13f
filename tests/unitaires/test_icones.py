"""La police d'icônes réduite montre toute icône que le code nomme, et elle seule."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from typing import cast
from unittest.mock import Mock

import pytest
from fontTools.ttLib import TTFont

from pages.cadre import icones, traduction
from pages.cadre.serveur.paquet import Paquet
from tests.asgi import Application, adresser, portee

ENTIERE = next((icones.STATIQUE / "media").glob("MaterialSymbols-Rounded.*.woff2"))


def _reduite() -> dict[str, str]:
    return icones.ligatures(TTFont(io.BytesIO(icones.police())))


def test_toute_icone_que_nomment_les_pages_y_est() -> None:
    citees = {
        nom
        for fichier in icones.PAGES.rglob("*.py")
        for nom in re.findall(r":material/([a-z0-9_]+):", fichier.read_text(encoding="utf-8"))
    }
    assert len(citees) > 30
    assert citees <= _reduite().keys()


def test_les_icones_de_streamlit_y_sont() -> None:
    toutes = icones.ligatures(TTFont(ENTIERE))
    assert icones.voulues() & toutes.keys() <= _reduite().keys()
    assert {"keyboard_arrow_down", "close", "search", "expand_more"} <= _reduite().keys()


def test_elle_pese_le_sixieme_de_l_autre() -> None:
    assert len(icones.police()) < ENTIERE.stat().st_size / 6


def test_demandee_par_plusieurs_fils_elle_ne_se_compose_qu_une_fois(monkeypatch: pytest.MonkeyPatch) -> None:
    lire = Mock(wraps=icones.ligatures)
    monkeypatch.setattr(icones, "ligatures", lire)
    cast("dict[object, bytes]", icones.police.cache).clear()
    with ThreadPoolExecutor(4) as fils:
        assert len(set(fils.map(lambda _: icones.police(), range(4)))) == 1
    assert lire.call_count == 1


def test_elle_se_sert_a_la_place_de_l_autre_pour_un_an() -> None:
    derriere = Application()
    reponse = adresser(Paquet(derriere), portee(f"/{traduction.dossier()}media/{ENTIERE.name}"), derriere)
    assert not reponse.admise
    assert reponse.corps == icones.police()
    assert (reponse.entetes["content-type"], "immutable" in reponse.entetes["cache-control"]) == ("font/woff2", True)
