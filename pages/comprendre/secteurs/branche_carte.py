"""Secteurs et métiers › Branche : la carte du secteur choisi ; un clic choisit la zone d'emploi."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.cartes.branche import etat as etat_branche
from geo.cartes.etat import Habillage
from geo.ecriture import formats
from geo.secteurs import repartition as calcul
from geo.secteurs.structure import EFFECTIF_LISIBLE
from pages.carte import vivante
from pages.comprendre.secteurs.choix import Choix, source_et_limite
from pages.interface import adresse, feuille, territoire_choisi
from pages.interface.texte import brut

NOTES = {
    calcul.PART: "Part du secteur dans l'emploi de chaque zone en {fin}. Hachuré : effectif non disponible.",
    calcul.EFFECTIF: "Aire du cercle : emplois du secteur en {fin}. Hachuré : effectif non disponible.",
    calcul.EVOLUTION: "Hachuré : moins de {seuil} emplois en {debut}, ou effectif non disponible en {debut} ou {fin}.",
}


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
    choisie = _choisie(choix)
    habillage = Habillage(selection=choisie, theme=feuille.theme())
    etat = etat_branche(repartition, habillage)
    vivante.montrer_choix(etat, "secteurs-branche", partial(toucher, secteur, choisie))
    note = NOTES[mesure].format(debut=debut, fin=fin, seuil=EFFECTIF_LISIBLE)
    source_et_limite(choix, f"Touchez une zone d'emploi pour la choisir, encore une fois pour revenir au pays. {note}")


def _choisie(choix: Choix) -> str:
    """Zone d'emploi cernée : celle que la page lit, ou celle que l'adresse nomme (Mayotte)."""
    if choix.zone is not None:
        return choix.zone.code
    demande = choix.demande
    return demande.code if demande is not None and demande.niveau == calcul.NIVEAU else ""


def toucher(secteur: str, choisie: str, code: str) -> None:
    """La page passe à la zone touchée, ou revient au pays ; le secteur regardé ne change pas."""
    rendue = code == choisie
    adresse.ecrire("secteur", secteur)
    vers = territoire_choisi.PAYS if rendue else {"niveau": calcul.NIVEAU, "code": code}
    for nom, valeur in vers.items():
        adresse.ecrire(nom, valeur)
    for nom in ("nom", "zone", "lieu", "reference"):
        adresse.ecrire(nom, "")
