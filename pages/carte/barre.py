"""La barre d'outils sous la carte : classes, points affichés, tableau, exports.

Elle vit dans son propre fragment : changer d'indicateur ne la renvoie pas au navigateur.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import streamlit as st

from geo.cartes.classes import Reglages
from geo.mesures.repartitions import Repartition
from geo.sorties import tableaux
from pages.carte import memoire, reglages
from pages.carte.etat import EtatCarte
from pages.interface import telechargement

_COURANTE = "carte.courante"
Composeur = Callable[[Repartition, Reglages], bytes]


def _geojson(repartition: Repartition, _: Reglages) -> bytes:
    from geo.sorties import carte  # noqa: PLC0415 - matplotlib et geopandas ne se chargent qu'au premier export

    return carte.geojson(repartition)


def _image(genre: Literal["png", "svg"], repartition: Repartition, reglage: Reglages) -> bytes:
    from geo.sorties import carte  # noqa: PLC0415 - matplotlib et geopandas ne se chargent qu'au premier export

    return carte.image(repartition, reglage, genre)


EXPORTS: dict[str, Composeur] = {
    "CSV": lambda repartition, _: tableaux.csv(repartition),
    "GeoJSON": _geojson,
    "PNG": partial(_image, "png"),
    "SVG": partial(_image, "svg"),
}


def retenir(repartition: Repartition, etat: EtatCarte) -> None:
    """Note ce que la carte montre, pour les exports composés au moment du clic."""
    _courante()["carte"] = (repartition, reglages.mise_en_classes(etat))


def _courante() -> dict[str, Any]:
    boite: dict[str, Any] = st.session_state.setdefault(_COURANTE, {})
    return boite


def _composer(boite: dict[str, Any], composer: Composeur) -> bytes:
    """Compose le fichier de ce que la carte montre au moment du clic."""
    return composer(*boite["carte"])


@st.fragment
def poser() -> None:
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
