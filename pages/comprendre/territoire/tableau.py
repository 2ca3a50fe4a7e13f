"""Tous les indicateurs d'un territoire, par thème, et leurs fichiers à emporter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from donnees.catalogue import charger
from geo import mesures, territoires
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure, incertitude, reserves
from geo.mesures.emprunts import PART_NETTE, emprunter
from geo.mesures.parents import NIVEAU
from geo.sorties import portrait
from geo.territoires import Territoire
from pages.interface import feuille, tableau, telechargement
from pages.interface.texte import brut

FORMATS = {
    "xlsx": ("Excel", portrait.xlsx),
    "geojson": ("GeoJSON", portrait.geojson),
}


SANS_RANG = (formats.ABSENT, "sans rang")
A_DIRE = ("secret", "non_calculable")
"""Pourquoi une valeur empruntée manquait : dit, sauf quand elle n'est simplement pas publiée à cette échelle."""


def tous_les_chiffres(territoire: Territoire) -> None:
    """Tableaux par thème, puis exports."""
    st.header("Tous les indicateurs", anchor=False)
    with st.container(horizontal=True, key="outils"):
        sujet = portrait.sujet(territoire)
        telechargement.table(sujet, partial(portrait.csv, territoire))
        for suffixe, (libelle, composer) in FORMATS.items():
            telechargement.proposer(libelle, f"{sujet.nom}.{suffixe}", partial(composer, territoire))
    st.caption(
        "Rang : du plus favorable au moins favorable quand l'indicateur a un sens, du plus élevé au plus bas sinon. "
        f"En italique : {brut(territoire.libelle)} n'a pas cette valeur ; c'est celle de sa zone d'emploi, ou de ses "
        f"zones, nommées, et la place de la zone parmi les zones d'emploi. {_habitants(territoire)}"
    )
    for theme in sorted(charger().themes.values(), key=lambda t: t.ordre):
        siens = [fiche.id for fiche in charger().indicateurs.values() if fiche.theme == theme.id]
        feuille.volet(f"{theme.libelle} ({len(siens)})", theme.id, partial(_theme, territoire, theme.libelle, siens))


def _theme(territoire: Territoire, libelle: str, siens: Sequence[str]) -> None:
    """Le tableau des indicateurs d'un thème."""
    lignes = [_ligne(territoire, mesures.mesurer(territoire, identifiant)) for identifiant in siens]
    montre = _sans_colonne_vide(pd.DataFrame(lignes).set_index("Indicateur"))
    tableau.texte(montre, f"{libelle} : valeur, période, rang, médiane")


def _habitants(territoire: Territoire) -> str:
    """« Voiron réunit 89 % de ses habitants. » : la part que les cellules ne répètent pas."""
    morceaux = territoires.traverses(territoire, NIVEAU)
    if territoire.niveau in {NIVEAU, "france"} or not morceaux or morceaux[0].part < PART_NETTE:
        return ""
    part = formats.part(morceaux[0].part)
    return f"La zone d'emploi {brut(morceaux[0].libelle)} réunit {part} des habitants."


def _sans_colonne_vide(table: pd.DataFrame) -> pd.DataFrame:
    """Sans la colonne des remarques, quand il n'y en a aucune."""
    return table if table["Remarque"].any() else table.drop(columns="Remarque")


def _ligne(territoire: Territoire, mesure: Mesure) -> dict[str, str]:
    """Valeur, date, rang, médiane et remarque ; sans valeur, ce que disent ses zones d'emploi, en italique."""
    emprunt = emprunter(territoire, mesure)
    if emprunt is None:
        return _cellules(territoire, mesure, _valeur(mesure), reserves.breve(mesure, territoire.code))
    raison = reserves.breve(mesure) if mesure.origine in A_DIRE else ""
    if emprunt.zone is None or emprunt.mesure is None:
        lue = replace(mesure, periode=emprunt.periode)
        return _cellules(territoire, lue, f"*{majuscule(emprunt.bref)}*", raison)
    remarque = " ".join(filter(None, (raison, reserves.breve(emprunt.mesure, emprunt.zone.code))))
    cellules = _cellules(emprunt.zone, emprunt.mesure, f"*{majuscule(emprunt.bref)}*", remarque)
    rang = f"{cellules['Rang']} zones d'emploi" if cellules["Rang"] not in SANS_RANG else cellules["Rang"]
    return {**cellules, "Rang": rang}


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
