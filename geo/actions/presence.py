"""Ce qui est relevé sur un territoire : maisons qui y siègent, actions qui s'y déroulent."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from donnees.registre.services import touche


def maisons(toutes: pd.DataFrame, communes: Iterable[str]) -> pd.DataFrame:
    """Maisons dont la commune siège est parmi ``communes``."""
    return toutes[toutes["commune"].isin(set(communes))]


def actions(toutes: pd.DataFrame, communes: Iterable[str]) -> pd.DataFrame:
    """Actions (table de `geo.actions.tables`) dont un lieu contient une de ces communes, ou en est une."""
    voulues = frozenset(communes)
    return toutes[toutes["lieux"].map(lambda lieux: touche(lieux, voulues)).astype(bool)]
