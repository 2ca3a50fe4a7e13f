"""Un registre semé, lu une fois : les tables que montrent la carte et l'annuaire."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pandas as pd
from sqlalchemy import URL

from donnees.registre import services
from donnees.registre.demarrage import demarrer
from donnees.registre.droits import VISITEUR
from donnees.registre.services import Fiche, FicheMaison
from geo.actions import tables as vues


@cache
def contenu() -> tuple[tuple[Fiche, ...], tuple[FicheMaison, ...]]:
    """Fiches d'actions et de maisons d'un registre neuf."""
    with tempfile.TemporaryDirectory() as dossier:
        ouvert = demarrer(URL.create("sqlite", database=str(Path(dossier) / "seme.sqlite")))
        lu = tuple(services.lister(ouvert, VISITEUR)), tuple(services.maisons(ouvert, VISITEUR))
        ouvert.fermer()
    return lu


@cache
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables ``maisons`` et ``actions``."""
    fiches, maisons = contenu()
    return vues.maisons(maisons), vues.actions(fiches, maisons)
