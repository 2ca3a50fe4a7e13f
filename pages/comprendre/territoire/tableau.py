"""Tous les indicateurs d'un territoire, par thème, et leurs fichiers à emporter."""

from __future__ import annotations

import math
from functools import partial

import pandas as pd
import streamlit as st

from donnees.catalogue import charger
from geo import mesures
from geo.ecriture import formats
from geo.mesures import Mesure, incertitude, reserves
from geo.sorties import portrait
from geo.territoires import Territoire
from pages.interface import feuille, tableau, telechargement

FORMATS = {
    "xlsx": ("Excel", portrait.xlsx),
    "geojson": ("GeoJSON", portrait.geojson),
}


def tous_les_chiffres(territoire: Territoire) -> None:
    """Tableaux par thème, puis exports."""
    st.header("Tous les indicateurs", anchor=False)
    with st.container(horizontal=True, key="outils"):
        sujet = portrait.sujet(territoire)
        telechargement.table(sujet, partial(portrait.csv, territoire))
        for suffixe, (libelle, composer) in FORMATS.items():
            telechargement.proposer(libelle, f"{sujet.nom}.{suffixe}", partial(composer, territoire))
    st.caption(
        "Rang : du plus favorable au moins favorable quand l'indicateur a un sens, du plus élevé au plus bas sinon."
    )
    lues = mesures.toutes(territoire)
    for theme in sorted(charger().themes.values(), key=lambda t: t.ordre):
        lignes = [_ligne(territoire, mesure) for mesure in lues if mesure.indicateur.theme == theme.id]
        if lignes:
            with feuille.volet(f"{theme.libelle} ({len(lignes)})"):
                _montrer(pd.DataFrame(lignes), theme.libelle)


def _montrer(table: pd.DataFrame, titre: str) -> None:
    """Tableau de l'écran ; sur la feuille, celui dont les colonnes se partagent la largeur du papier."""
    if feuille.en_cours():
        tableau.montrer(table, {}, titre)
    else:
        st.table(table.set_index("Indicateur"))


def _ligne(territoire: Territoire, mesure: Mesure) -> dict[str, str]:
    fiche = mesure.indicateur
    if not math.isfinite(mesure.valeur):
        vide = {"Valeur": "—", "Période": formats.periode(mesure.periode), "Rang": "—", "Médiane": "—"}
        return {"Indicateur": fiche.libelle, **vide, "Remarque": _remarque(mesure)}
    position = mesures.position(territoire, mesure)
    texte, precisions = formats.selon(fiche, mesure.valeur), [mesure.reserve, incertitude.ecrire(fiche, mesure)]
    suite = ", ".join(precision for precision in precisions if precision)
    remarques = [mesure.explication, *reserves.notes(mesure), reserves.sans_rang(mesure, territoire.code)]
    return {
        "Indicateur": fiche.libelle,
        "Valeur": f"{texte} ({suite})" if suite else texte,
        "Période": formats.periode(mesure.periode),
        "Rang": position.ecrite or "—",
        "Médiane": incertitude.mediane_ecrite(fiche, position.mediane, position.mediane_entre),
        "Remarque": " ".join(dict.fromkeys(remarque for remarque in remarques if remarque)),
    }


def _remarque(mesure: Mesure) -> str:
    """Pourquoi la valeur manque, et celle de la zone principale, nommée."""
    if not mesure.parents:
        return mesure.explication
    zone, fiche = mesure.parents[0], mesure.indicateur
    valeur = formats.selon(fiche, zone.valeur)
    part = formats.nombre(100 * zone.part)
    return f"{mesure.explication} Zone d'emploi {zone.libelle} ({part} % des habitants) : {valeur}."
