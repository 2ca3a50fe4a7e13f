"""Les fichiers d'actions à emporter, composés au clic."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from donnees.registre.echanges import exportation
from donnees.registre.services import Fiche
from geo.actions import tables
from geo.sorties.noms import nommer
from pages.interface import registre, telechargement

TABLEUR_MAX = 30_000  # une cellule XLSX s'arrête à 32 767 signes, échappements compris
EXPORTS: dict[str, tuple[str, Callable[[Sequence[Fiche]], bytes]]] = {
    "csv": ("CSV", exportation.csv),
    "xlsx": ("XLSX", exportation.xlsx),
    "geojson": ("GeoJSON", lambda fiches: exportation.geojson(fiches, _points(fiches))),
    "ics": ("Calendrier (iCalendar)", lambda fiches: exportation.icalendar(fiches, _adresse())),
}


def emporter(retenues: Sequence[Fiche], nom: str = "") -> None:
    """Boutons d'export ; le fichier est composé au clic."""
    trop_long = any(len(fiche.description) > TABLEUR_MAX for fiche in retenues)
    with st.popover("Exporter", icon=":material/download:"):
        for suffixe, (libelle, composer) in EXPORTS.items():
            ferme, contenu = trop_long and suffixe == "xlsx", partial(composer, retenues)
            fichier = f"{nommer('actions', nom)}.{suffixe}"
            telechargement.proposer(libelle, fichier, contenu, large=True, ferme=ferme)
        st.caption("Le CSV et le XLSX se réimportent tels quels : mêmes colonnes, mêmes clés.")
        if trop_long:
            st.caption("Un texte dépasse ce qu'une cellule de tableur peut contenir : prenez le CSV.")


def _points(fiches: Sequence[Fiche]) -> dict[str, tables.Point | None]:
    sieges = registre.releve().maisons_par_cle
    points = {fiche.cle: tables.point(fiche, sieges) for fiche in fiches}
    return {cle: point if math.isfinite(point[0]) else None for cle, point in points.items()}


def _adresse() -> str:
    return (st.context.url or "").split("?")[0]
