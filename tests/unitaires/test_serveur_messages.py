"""Les messages du navigateur : seuls ceux d'une page atteignent le cadre."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.cadre.serveur.messages import FiltreMessages
from tests.asgi import Application, Reponse, adresser, portee


def _message(**champs: Any) -> dict[str, Any]:
    return {"type": "websocket.receive", "bytes": BackMsg(**champs).SerializeToString()}


def _filtrer(*messages: dict[str, Any]) -> Reponse:
    derriere = Application()
    return adresser(FiltreMessages(derriere), portee("/_stcore/stream", sorte="websocket"), derriere, messages)


def _operation(*charges: str) -> dict[str, Any]:
    message = BackMsg()
    for charge in charges:
        getattr(message.backend_operation_request, charge).SetInParent()
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


REJOUER = _message(rerun_script={"query_string": "a=1"})


@pytest.mark.parametrize(
    "champs",
    [
        {"clear_cache": True},
        {"debug_disconnect_websocket": True},
        {"debug_shutdown_runtime": True},
        {"set_run_on_save": True},
        {"load_git_info": True},
        {"file_urls_request": {"file_names": ["x"] * 21}},  # autant d'adresses à fabriquer
    ],
)
def test_un_message_qu_aucune_page_n_envoie_n_atteint_pas_le_cadre(champs: dict[str, Any]) -> None:
    reponse = _filtrer(_message(**champs), REJOUER)
    assert reponse.lus == [REJOUER]
    assert reponse.envoyes == []


def test_un_vidage_cache_derriere_un_message_admis_ne_passe_pas() -> None:
    """Deux messages mis bout à bout : le dernier l'emporte chez le cadre, c'est donc lui qu'on juge."""
    double = {**REJOUER, "bytes": REJOUER["bytes"] + _message(clear_cache=True)["bytes"]}
    assert _filtrer(double).lus == []


def test_les_operations_d_une_page_passent_pas_celles_d_un_atelier() -> None:
    telecharger, installer = _operation("deferred_file"), _operation("install_skills")
    assert _filtrer(telecharger, installer, _operation()).lus == [telecharger]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "websocket.receive", "text": "bonjour"}, 1003),
        ({"type": "websocket.receive", "bytes": b"\xff"}, 1002),
        ({"type": "websocket.receive", "bytes": b"\x00" * 5_000_001}, 1009),
    ],
)
def test_une_trame_qui_n_est_pas_un_message_ferme_la_prise_sans_bruit(message: dict[str, Any], code: int) -> None:
    reponse = _filtrer(message, REJOUER)
    assert reponse.lus == []
    assert reponse.envoyes == [{"type": "websocket.close", "code": code}]
