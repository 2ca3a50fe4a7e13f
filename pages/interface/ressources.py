"""Dossiers servis au navigateur par la route des composants : code de la carte, contours, points."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

from donnees.chemins import PRODUITS
from geo.cartes.adresses import Adresses, empaqueter

_STATIQUE = Path(st.__file__).parent / "static"
_TEMPORAIRE = tempfile.TemporaryDirectory(prefix="atlas-")
DOSSIER = _TEMPORAIRE.name


COMPOSANT = components.declare_component("carte", path=DOSSIER).name
RETOUR = f"../{COMPOSANT}"
"""Chemin du dossier temporaire, vu de celui des produits."""


def _police() -> str:
    """Police de Streamlit, déjà chargée par la page ; vide si elle change de place."""
    trouvees = sorted((_STATIQUE / "static" / "media").glob("SourceSansVF-Upright*.woff2"))
    return f"../../{trouvees[0].relative_to(_STATIQUE).as_posix()}" if trouvees else ""


def _adresses() -> Adresses:
    script = empaqueter(Path(DOSSIER))
    code = f"../{COMPOSANT}"
    produits = f"../{components.declare_component('produits', path=str(PRODUITS)).name}"
    return Adresses(f"{code}/{script}", produits, _police())


ADRESSES = _adresses()
