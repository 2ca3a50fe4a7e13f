"""La barre d'outils sous la carte : classes, points affichés, tableau, exports.

Elle vit dans son propre fragment : changer d'indicateur ne la renvoie pas au navigateur.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from geo import tableaux
from geo.cartes import exports
from geo.cartes.etat import Reglages
from geo.indicateurs import Repartition
from pages.interface import memoire, reglages, telechargement
from pages.interface.etat_carte import EtatCarte

_COURANTE = "carte.courante"
Composeur = Callable[[Repartition, Reglages], bytes]
EXPORTS: dict[str, Composeur] = {
    "CSV": lambda quoi, _: tableaux.csv(quoi),
    "GeoJSON": lambda quoi, _: exports.geojson(quoi),
    "PNG": lambda quoi, reglage: exports.image(quoi, reglage, "png"),
    "SVG": lambda quoi, reglage: exports.image(quoi, reglage, "svg"),
}


def retenir(quoi: Repartition, etat: EtatCarte) -> None:
    """Note ce que la carte montre, pour les exports composés au moment du clic."""
    _courante()["carte"] = (quoi, Reglages(etat.methode, etat.classes, etat.seuils))


def _courante() -> dict[str, Any]:
    boite: dict[str, Any] = st.session_state.setdefault(_COURANTE, {})
    return boite


def _composer(boite: dict[str, Any], composer: Composeur) -> bytes:
    """Compose le fichier de ce que la carte montre au moment du clic."""
    return composer(*boite["carte"])


@st.fragment
def barre() -> None:
    """Réglages de la carte, tableau et exports ; tout changement relance la page entière."""
    avant = memoire.etat()
    with st.container(horizontal=True, key="outils", vertical_alignment="center"):
        reglages.classes(avant)
        reglages.couches(avant)
        st.toggle("Tableau équivalent", **memoire.commande("tableau"))
        boite = _courante()
        for genre, composer in EXPORTS.items():
            telechargement.proposer(genre, f"atlas-carte.{genre.lower()}", partial(_composer, boite, composer))
    if st.session_state.pop(memoire.RELANCER, False):
        st.rerun()
