"""Ce qui est présent sur un territoire : maisons et actions dont la commune en fait partie."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from donnees import entrepot


def maisons(communes: Iterable[str]) -> pd.DataFrame:
    """Maisons dont la commune siège est parmi ``communes``."""
    toutes = entrepot.table("maisons")
    return toutes[toutes["commune"].isin(set(communes))]


def actions(communes: Iterable[str]) -> pd.DataFrame:
    """Actions situées parmi ``communes``, les plus récentes d'abord ; celles sans date à la fin."""
    toutes = entrepot.table("actions")
    siennes = toutes[toutes["commune"].isin(set(communes))]
    return siennes.sort_values(["annee_debut", "titre"], ascending=[False, True])
