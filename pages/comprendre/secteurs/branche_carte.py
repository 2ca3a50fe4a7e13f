"""Secteurs et métiers › Branche : la carte du secteur choisi ; un clic choisit la zone d'emploi."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.ecriture import formats
from geo.objets import branche as objets
from geo.secteurs import repartition as calcul
from geo.secteurs.choix import Choix
from pages.cadre.habillage import legende
from pages.carte import vivante
from pages.interface import adresse, feuille, territoire_choisi
from pages.interface.texte import brut


def carte(choix: Choix, secteur: str) -> None:
    """Les zones d'emploi coloriées par le poids ou l'évolution du secteur ; la zone lue est cernée."""
    st.subheader("Sur la carte", anchor=False)
    debut, fin = choix.champ.bornes
    mesures = {
        calcul.PART: formats.typographie("Part de l'emploi"),
        calcul.EFFECTIF: "Effectif",
        calcul.EVOLUTION: f"Évolution {debut}-{fin}",
    }
    mesure = adresse.choisir(
        st.segmented_control, "Montrer sur la carte", "mesure", mesures, calcul.PART, label_visibility="collapsed"
    )
    repartition = calcul.repartir(secteur, choix.source, choix.nomenclature, mesure)
    st.write(brut(calcul.lecture(repartition)))
    objet = objets.carte(secteur, mesure, choix, feuille.theme())
    vivante.montrer(objet, "secteurs-branche", partial(toucher, secteur, objets.zone_cernee(choix)))
    legende(
        "Touchez une zone d'emploi pour la choisir, encore une fois pour revenir au pays. "
        f"{objet.note} Source : {objet.source}."
    )


def toucher(secteur: str, choisie: str, code: str) -> None:
    """La page passe à la zone touchée, ou revient au pays ; le secteur regardé ne change pas."""
    rendue = code == choisie
    adresse.ecrire("secteur", secteur)
    vers = territoire_choisi.PAYS if rendue else {"niveau": calcul.NIVEAU, "code": code}
    for nom, valeur in vers.items():
        adresse.ecrire(nom, valeur)
    for nom in ("nom", "zone", "lieu", "reference"):
        adresse.ecrire(nom, "")
