"""Tous les indicateurs d'un territoire, par thème, et leurs fichiers à emporter."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from donnees.catalogue import charger
from geo import mesures
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure, incertitude, reserves
from geo.mesures.emprunts import emprunter
from geo.sorties import portrait
from geo.territoires import Territoire
from pages.interface import telechargement

FORMATS = {
    "csv": ("CSV", portrait.csv),
    "xlsx": ("Excel", portrait.xlsx),
    "geojson": ("GeoJSON", portrait.geojson),
}


def tous_les_chiffres(territoire: Territoire) -> None:
    """Tableaux par thème, puis exports."""
    st.header("Tous les indicateurs", anchor=False)
    with st.container(horizontal=True, key="outils"):
        for suffixe, (libelle, composer) in FORMATS.items():
            telechargement.proposer(libelle, f"atlas-{territoire.niveau}.{suffixe}", partial(composer, territoire))
    st.caption(
        "Rang : du plus favorable au moins favorable quand l'indicateur a un sens, du plus élevé au plus bas sinon. "
        "En italique : le territoire n'a pas cette valeur ; c'est celle de sa zone d'emploi, ou de ses zones, nommées."
    )
    lues = mesures.toutes(territoire)
    for theme in sorted(charger().themes.values(), key=lambda t: t.ordre):
        lignes = [_ligne(territoire, mesure) for mesure in lues if mesure.indicateur.theme == theme.id]
        if lignes:
            with st.expander(f"{theme.libelle} ({len(lignes)})"):
                st.table(pd.DataFrame(lignes).set_index("Indicateur"))


def _ligne(territoire: Territoire, mesure: Mesure) -> dict[str, str]:
    """Valeur, date, rang, médiane et remarque ; sans valeur, ce que disent ses zones d'emploi, en italique."""
    emprunt = emprunter(territoire, mesure)
    if emprunt is None:
        return _cellules(territoire, mesure, _valeur(mesure), reserves.breve(mesure, territoire.code))
    secret = reserves.RAISONS["secret"] if mesure.origine == "secret" else ""
    if emprunt.zone is None or emprunt.mesure is None:
        lue = replace(mesure, periode=emprunt.periode)
        return _cellules(territoire, lue, f"*{majuscule(emprunt.texte)}*", secret)
    remarque = " ".join(filter(None, (secret, reserves.breve(emprunt.mesure, emprunt.zone.code))))
    return _cellules(emprunt.zone, emprunt.mesure, f"*{majuscule(emprunt.texte)}*", remarque)


def _cellules(qui: Territoire, mesure: Mesure, valeur: str, remarque: str) -> dict[str, str]:
    """Une ligne ; ``qui`` : le territoire dont la mesure se place parmi ses pairs."""
    fiche, position = mesure.indicateur, mesures.position(qui, mesure)
    mediane = incertitude.mediane_ecrite(fiche, position.mediane, position.mediane_entre)
    return {
        "Indicateur": fiche.libelle,
        "Valeur": valeur,
        "Période": formats.periode(mesure.periode),
        "Rang": position.ecrite or formats.ABSENT,
        "Médiane": mediane if position.rang else formats.ABSENT,
        "Remarque": remarque,
    }


def _valeur(mesure: Mesure) -> str:
    """« 46,9 % (estimé, de 46,9 à 49,4 %) »."""
    precisions = (mesure.reserve, incertitude.ecrire(mesure.indicateur, mesure)) if math.isfinite(mesure.valeur) else ()
    suite = ", ".join(precision for precision in precisions if precision)
    texte = formats.selon(mesure.indicateur, mesure.valeur)
    return f"{texte} ({suite})" if suite else texte
