"""Dossiers servis au navigateur par la route des composants : code de la carte, contours, points."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import streamlit.components.v1 as components

from donnees.chemins import PRODUITS
from geo.cartes.adresses import Adresses, empaqueter
from geo.cartes.series import Depot
from geo.cartes.villes import deposer_villes
from pages.cadre import traduction

_oublis = {"nombre": 0}
_DOSSIER = tempfile.TemporaryDirectory(prefix="atlas-")


class Ressources(NamedTuple):
    """Ce que le navigateur peut charger.

    Attributes
    ----------
    script : str
        Code de la carte, vu de son cadre.
    dossier : Path
        Dossier servi où déposer un fichier ; une carte le nomme par ``/`` et son nom.
    """

    script: str
    dossier: Path


def _police() -> str:
    """Police de Streamlit, déjà chargée par la page ; vide si elle change de place."""
    trouvees = sorted((traduction.DOSSIER / "media").glob("SourceSansVF-Upright*.woff2"))
    return f"../../{traduction.dossier()}media/{trouvees[0].name}" if trouvees else ""


@cache
def ressources() -> Ressources:
    """Déclare les deux dossiers ; à la première demande, car Streamlit n'a de quoi les servir qu'une fois lancé."""
    code = components.declare_component("carte", path=_DOSSIER.name).name
    produits = components.declare_component("produits", path=str(PRODUITS)).name
    villes = deposer_villes(Path(_DOSSIER.name))
    adresses = Adresses(f"../{produits}", f"../{code}", _police(), f"/{villes}")
    return Ressources(f"../{code}/{empaqueter(Path(_DOSSIER.name), adresses)}", Path(_DOSSIER.name))


def retirer(motif: str) -> None:
    """Retire du dossier servi les fichiers de ce motif ; ce qu'on en gardait ailleurs ne vaut plus (`oublis`)."""
    for fichier in ressources().dossier.glob(motif):
        fichier.unlink(missing_ok=True)
    _oublis["nombre"] += 1


def oublis() -> int:
    """Nombre de fois que des fichiers ont été retirés : ce qui garde une réponse la garde sous ce nombre."""
    return _oublis["nombre"]


@cache
def series() -> Depot:
    """Les fichiers de série, dans le dossier servi."""
    return Depot(ressources().dossier)
