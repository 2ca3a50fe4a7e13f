"""Dossiers servis au navigateur par la route des composants : code de la carte, contours, points."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st
import streamlit.components.v1 as components

from donnees.chemins import PRODUITS
from geo.cartes.adresses import Adresses, empaqueter
from geo.cartes.series import Depot

_STATIQUE = Path(st.__file__).parent / "static"
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
    trouvees = sorted((_STATIQUE / "static" / "media").glob("SourceSansVF-Upright*.woff2"))
    return f"../../{trouvees[0].relative_to(_STATIQUE).as_posix()}" if trouvees else ""


@cache
def ressources() -> Ressources:
    """Déclare les deux dossiers ; à la première demande, car Streamlit n'a de quoi les servir qu'une fois lancé."""
    script = empaqueter(Path(_DOSSIER.name))
    code = components.declare_component("carte", path=_DOSSIER.name).name
    produits = components.declare_component("produits", path=str(PRODUITS)).name
    adresses = Adresses(f"../{code}/{script}", f"../{produits}", _police())
    return Ressources(adresses, Path(_DOSSIER.name), f"../{code}")


@cache
def series() -> Depot:
    """Les fichiers de série, dans le dossier servi."""
    return Depot(ressources().dossier, ressources().depuis_produits)
