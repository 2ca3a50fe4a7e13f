"""La carte de l'accueil : les maisons d'abord, le chômage si on le demande."""

from __future__ import annotations

from typing import Final

import streamlit as st

from geo.mesures import comparaison
from geo.objets import maisons
from geo.territoires import Territoire, lire
from pages.cadre import suivi
from pages.carte import memoire, vivante
from pages.carte.exploration import explorer
from pages.interface import adresse, feuille, registre

FONDS: Final = {"maisons": "Les maisons", "chomage": "Le chômage"}


def carte(territoire: Territoire | None) -> None:
    """Les maisons sur les bassins, le territoire courant cerné ; ou la carte du chômage."""
    if adresse.choisir(st.segmented_control, "Sur la carte", "fond", FONDS, "maisons") == "chomage":
        memoire.restaurer()
        explorer(complet=False)
        return
    objet = maisons.accueil(territoire, registre.releve().fichiers, feuille.theme())
    vivante.montrer(objet, "accueil", _choisir, disposition="grande")


def _choisir(zone: str) -> None:
    """La zone touchée devient le territoire courant."""
    st.query_params[suivi.COURANT] = comparaison.ecrire([lire("zone_emploi", zone)])
