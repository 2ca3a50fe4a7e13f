"""La carte de l'accueil : les maisons d'abord, le chômage si on le demande."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from geo.actions import points
from geo.cartes.etat import Habillage, etat_neutre
from geo.mesures import comparaison
from geo.territoires import Territoire, lire
from pages.cadre import suivi
from pages.carte import memoire, vivante
from pages.carte.exploration import explorer
from pages.interface import adresse, feuille, registre

FONDS: Final = {"maisons": "Les maisons", "chomage": "Le chômage"}
HORS_MASSE: Final = ("france", "region")
"""Niveaux trop vastes pour que leur contour dise quelque chose."""


def carte(territoire: Territoire | None) -> None:
    """Les maisons sur les bassins, le territoire courant cerné ; ou la carte du chômage."""
    if adresse.choisir(st.segmented_control, "Sur la carte", "fond", FONDS, "maisons") == "chomage":
        memoire.restaurer()
        explorer(complet=False)
        return
    vivante.montrer_choix(_etat(territoire), "accueil", _choisir, disposition="grande")


def _etat(territoire: Territoire | None) -> dict[str, Any]:
    couches = points.couches(
        maisons=("mde",),
        fiabilite=("A", "B"),
        actions=(),
        annees=points.annees_actions(),
        reseaux=(),
        programmes=(),
        fichiers=registre.releve().fichiers,
    )
    cernees = vivante.cerner(territoire, {"commune", "epci", "departement", "zone_emploi", "perimetre"})
    habillage = Habillage(couches=couches, theme=feuille.theme(), perimetre=cernees)
    return {**etat_neutre(habillage), "choix": []}


def _choisir(zone: str) -> None:
    """La zone touchée devient le territoire courant."""
    st.query_params[suivi.COURANT] = comparaison.ecrire([lire("zone_emploi", zone)])
