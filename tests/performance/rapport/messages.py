"""Ce que pèse un changement d'indicateur, message par message (protobuf ``ForwardMsg``)."""

from __future__ import annotations

from collections.abc import Iterable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def nommer(brut: bytes) -> str:
    """Type d'un message, et de l'élément qu'il porte."""
    message = ForwardMsg()
    message.ParseFromString(brut)
    genre = message.WhichOneof("type") or "?"
    if genre != "delta":
        return str(genre)
    delta = message.delta.WhichOneof("type") or "?"
    if delta == "new_element":
        return f"élément {message.delta.new_element.WhichOneof('type')}"
    return f"bloc {message.delta.add_block.WhichOneof('type') or ''}".strip() if delta == "add_block" else str(delta)


def decomposer(messages: Iterable[bytes]) -> list[tuple[str, int, int]]:
    """Rend ``(genre, nombre, octets)``, du plus lourd au plus léger."""
    sommes: dict[str, tuple[int, int]] = {}
    for brut in messages:
        nombre, octets = sommes.get(nommer(brut), (0, 0))
        sommes[nommer(brut)] = (nombre + 1, octets + len(brut))
    return sorted(((genre, n, octets) for genre, (n, octets) in sommes.items()), key=lambda ligne: -ligne[2])
