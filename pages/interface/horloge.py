"""L'heure du lecteur : un instant du registre (temps universel), écrit dans le fuseau de son navigateur."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from geo.ecriture import formats


def dire(instant: str) -> str:
    """« 22 novembre 2026 à 16:18 », à l'heure du lecteur ; « (UTC) » suit quand son fuseau n'est pas connu."""
    moment = datetime.fromisoformat(instant)
    try:
        zone = ZoneInfo(st.context.timezone or "")
    except (ValueError, ZoneInfoNotFoundError):
        moment, suite = moment.astimezone(UTC), " (UTC)"
    else:
        moment, suite = moment.astimezone(zone), ""
    return f"{formats.date_partielle(moment.date().isoformat())} à {moment:%H:%M}{suite}"


def jour() -> str:
    """Aujourd'hui, AAAA-MM-JJ, en temps universel : ce qu'un document écrit de sa composition."""
    return datetime.now(UTC).date().isoformat()
