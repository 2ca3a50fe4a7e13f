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
    adresses : Adresses
        Pour la carte.
    dossier : Path
        Dossier servi où déposer un fichier.
    depuis_produits : str
        Chemin de ce dossier, vu de celui des produits.
    """

    adresses: Adresses
    dossier: Path
    depuis_produits: str


def _police() -> str:
    """Police de Streamlit, déjà chargée par la page ; vide si elle change de place."""
    trouvees = sorted((traduction.DOSSIER / "media").glob("SourceSansVF-Upright*.woff2"))
    return f"../../{traduction.dossier()}media/{trouvees[0].name}" if trouvees else ""


@cache
def ressources() -> Ressources:
    """Déclare les deux dossiers ; à la première demande, car Streamlit n'a de quoi les servir qu'une fois lancé."""
    script = empaqueter(Path(_DOSSIER.name))
    code = components.declare_component("carte", path=_DOSSIER.name).name
    produits = components.declare_component("produits", path=str(PRODUITS)).name
    villes = deposer_villes(Path(_DOSSIER.name))
    adresses = Adresses(f"../{code}/{script}", f"../{produits}", _police(), f"../{code}/{villes}")
    return Ressources(adresses, Path(_DOSSIER.name), f"../{code}")


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
    return Depot(ressources().dossier, ressources().depuis_produits)
