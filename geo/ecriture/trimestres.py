"""Trimestres consécutifs sur un curseur de dates : deux bornes et un pas, au lieu d'un texte par trimestre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

PAS = timedelta(days=365.25 / 4)
FORMAT = "[T]Q YYYY"  # Moment.js, lu par le curseur de Streamlit : « T4 2025 »
_MOIS_DU_MILIEU = (2, 5, 8, 11)


def consecutifs(periodes: Sequence[str]) -> bool:
    """Vrai pour des trimestres « 2003-T1 » qui se suivent sans trou."""
    if not all(periode[4:6] == "-T" for periode in periodes):
        return False
    numeros = [_numero(periode) for periode in periodes]
    return numeros == list(range(numeros[0], numeros[0] + len(numeros)))


def instant(periodes: Sequence[str], periode: str) -> datetime:
    """Date du curseur pour une période : le milieu du premier trimestre, plus un nombre entier de pas.

    Un pas vaut un quart d'année julienne : au fil d'un siècle, l'instant reste dans le deuxième mois du trimestre.
    """
    premier = periodes[0]
    depart = datetime(int(premier[:4]), _MOIS_DU_MILIEU[int(premier[6]) - 1], 15, tzinfo=UTC).replace(tzinfo=None)
    return depart + periodes.index(periode) * PAS


def periode(periodes: Sequence[str], instant_choisi: datetime) -> str:
    """La période d'un instant du curseur ; hors des bornes, la plus proche."""
    rang = round((instant_choisi - instant(periodes, periodes[0])) / PAS)
    return periodes[min(max(rang, 0), len(periodes) - 1)]


def _numero(periode_lue: str) -> int:
    return int(periode_lue[:4]) * 4 + int(periode_lue[6])
