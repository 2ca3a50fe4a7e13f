"""Ce que le cadre envoie sans le lire : ôté de l'ouverture de chaque relance, avant le fil."""

from __future__ import annotations

from typing import Final

from google.protobuf.message import DecodeError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

TAILLE: Final = 8_000
"""Octets : au-delà, ce n'est pas une ouverture de relance."""


def alleger(octets: bytes) -> bytes:
    """Ouverture d'une relance sans la liste des pages, ni le thème quand un seul fragment se relance.

    Le navigateur (Streamlit 1.67) lit les pages dans le message « navigation », et ne relit le thème qu'à une relance
    entière : 1 600 octets sur 2 000, à chaque geste de chaque lecteur. Tout autre message passe tel quel.
    """
    if len(octets) > TAILLE:
        return octets
    try:
        message = ForwardMsg.FromString(octets)
    except DecodeError:
        return octets
    if message.WhichOneof("type") != "new_session":
        return octets
    message.new_session.ClearField("app_pages")
    if message.metadata.run.fragment_ids:
        message.new_session.ClearField("custom_theme")
    return bytes(message.SerializeToString())
