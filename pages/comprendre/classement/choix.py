"""Ce qu'on classe : indicateur, niveau, période, région, taille ; tout est dans l'adresse."""

from __future__ import annotations

import math
from dataclasses import dataclass

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.interface import adresse

NIVEAUX: dict[str, str] = {
    nom: NOMS_NIVEAUX[nom][1].capitalize() for nom in ("zone_emploi", "epci", "departement", "region", "commune")
}
TAILLES = {
    "toutes": ("Toutes tailles", 0.0, math.inf),
    "petites": ("Moins de 50 000 habitants", 0.0, 49_999.0),
    "moyennes": ("De 50 000 à 200 000 habitants", 50_000.0, 199_999.0),
    "grandes": ("200 000 habitants et plus", 200_000.0, math.inf),
}

TOUTES = TAILLES["toutes"][1:]
"""Bornes qui n'écartent aucune taille."""


@dataclass(frozen=True)
class Choix:
    """Ce que le lecteur classe ; la taille est en habitants, bornes comprises."""

    indicateur: Indicateur
    niveau: str
    periode: str
    region: str
    taille: tuple[float, float]


def choisir() -> Choix:
    """Pose les cinq choix."""
    fiches = charger().indicateurs
    with st.container(horizontal=True, key="choix-classement"):
        libelles = {identifiant: fiche.libelle for identifiant, fiche in fiches.items()}
        indicateur = fiches[adresse.choisir(st.selectbox, "Indicateur", "indicateur", libelles, "chomage_localise")]
        niveaux: tuple[str, ...] = indicateur.niveaux
        offerts = {nom: libelle for nom, libelle in NIVEAUX.items() if nom in niveaux}
        niveau = adresse.choisir(st.selectbox, "Niveau", "niveau", offerts, next(iter(offerts)), width=210)
        periodes = {p: formats.periode(p) for p in reversed(entrepot.periodes(indicateur.id, niveau))}
        periode = adresse.choisir(st.selectbox, "Période", "periode", periodes, next(iter(periodes)), width=210)
    with st.container(horizontal=True):
        regions = {"": "Toute la France", **dict(entrepot.territoires("region")["libelle"])}
        region = adresse.choisir(st.selectbox, "Région", "region", regions, "", width=260)
        tailles = {cle: libelle for cle, (libelle, _, _) in TAILLES.items()}
        _, bas, haut = TAILLES[adresse.choisir(st.selectbox, "Taille", "taille", tailles, "toutes", width=260)]
    return Choix(indicateur, niveau, periode, region, (bas, haut))
