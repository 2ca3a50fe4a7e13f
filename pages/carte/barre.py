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
from geo.objets.objet import Objet
from geo.sorties import couches, tableaux
from pages.carte import memoire, reglages, vivante
from pages.carte.etat import EtatCarte, cerne
from pages.interface import horloge, integration, registre, telechargement

_COURANTE = "carte.courante"
Composeur = Callable[[Repartition, Reglages, EtatCarte], bytes]


def _geojson(repartition: Repartition, *_: object) -> bytes:
    from geo.sorties import carte  # noqa: PLC0415 - matplotlib et geopandas ne se chargent qu'au premier export

    return carte.geojson(repartition)


def _image(genre: Literal["png", "svg"], repartition: Repartition, reglage: Reglages, etat: EtatCarte) -> bytes:
    from geo.sorties import image  # noqa: PLC0415 - matplotlib et geopandas ne se chargent qu'au premier export

    connu = registre.releve()
    montrees = couches.lire(vivante.couches(etat), {"maisons": connu.maisons, "actions": connu.actions})
    territoire = cerne(etat)
    montre = couches.Montre(montrees, etat.territoire, territoire.communes if territoire else ())
    return image.image(repartition, reglage, genre, montre, horloge.jour())


EXPORTS: dict[str, Composeur] = {
    "GeoJSON": _geojson,
    "PNG": partial(_image, "png"),
    "SVG": partial(_image, "svg"),
}


def retenir(repartition: Repartition, etat: EtatCarte) -> None:
    """Note ce que la carte montre, pour les exports composés au moment du clic."""
    _courante()["carte"] = (repartition, reglages.mise_en_classes(etat), etat)


def _courante() -> dict[str, Any]:
    boite: dict[str, Any] = st.session_state.setdefault(_COURANTE, {})
    return boite


def _exporter(repartition: Repartition, reglage: Reglages, etat: EtatCarte) -> None:
    """Les fichiers de ce que la carte montre quand on ouvre le volet, nommés d'après lui."""
    sujet = tableaux.sujet(repartition)
    telechargement.table(sujet, partial(tableaux.csv, repartition))
    for genre, composer in EXPORTS.items():
        telechargement.proposer(genre, f"{sujet.nom}.{genre.lower()}", partial(composer, repartition, reglage, etat))


@st.fragment
def poser() -> None:
    """Réglages de la carte, tableau et exports ; tout changement relance la page entière."""
    avant = memoire.etat()
    with st.container(horizontal=True, key="outils", vertical_alignment="center"):
        reglages.classes(avant)
        reglages.couches(avant)
        st.toggle("Tableau équivalent", **memoire.commande("tableau"))
        volet = st.popover("Exporter", icon=":material/download:", key="carte.exporter", on_change="rerun")
        if volet.open:
            with volet:
                _exporter(*_courante()["carte"])
        titre = "Carte de l’Atlas des maisons de l’emploi"
        integration.proposer(Objet(nom="carte", titre=titre, source="", page="carte", parametres=memoire.adresse()))
    if st.session_state.pop(memoire.RELANCER, False):
        st.rerun()
