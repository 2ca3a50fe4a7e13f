"""Secteurs et métiers : le territoire demandé, la zone d'emploi lue, le champ et la référence."""

from __future__ import annotations

import streamlit as st

from geo import comparables
from geo.ecriture import formats
from geo.objets.objet import Objet
from geo.secteurs import ouverture
from geo.secteurs.champs import (
    CHAMPS,
    LIBELLES_REFERENCES,
    METROPOLE,
    NOMENCLATURES,
    libelle_reference,
    reference_par_defaut,
    zones,
)
from geo.secteurs.choix import Choix
from geo.secteurs.tables import provenance
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire, lire
from pages.cadre.habillage import legende
from pages.interface import adresse, territoire_choisi
from pages.interface.texte import brut


def choisir(demande: Territoire | None) -> Choix:
    """Lit et pose les choix : territoire, zone lue, champ, découpage, référence."""
    if demande is None:
        territoire_choisi.rechercher()
    zone = _zone(demande)
    with st.container(horizontal=True, key="secteurs-choix", vertical_alignment="bottom"):
        champs = {cle: champ.libelle for cle, champ in CHAMPS.items()}
        source = adresse.choisir(st.selectbox, "Emplois comptés", "champ", champs, "urssaf", width=330)
        nomenclature = adresse.choisir(st.selectbox, "Découpage", "decoupage", NOMENCLATURES, "A38", width=180)
        reference = METROPOLE if zone is None else _reference(zone.code, source)
    return Choix(demande, zone, reference, source, nomenclature)


def _zone(demande: Territoire | None) -> Territoire | None:
    """Zone lue : le territoire s'il en est une, sinon celle où vit le plus de ses habitants, ou une autre au choix."""
    morceaux = ouverture.couvertes(demande)
    if demande is None or not morceaux:
        return None
    if demande.niveau == "zone_emploi":
        return demande
    libelles = {m.code: f"{m.libelle} ({formats.part(m.part, 1)} des habitants)" for m in morceaux}
    choisie = morceaux[0].code
    if len(morceaux) > 1:
        choisie = adresse.choisir(st.selectbox, "Zone d'emploi lue", "zone", libelles, choisie, width=420)
    zone = lire("zone_emploi", choisie)
    legende(brut(ouverture.echelle(demande, zone)))
    return zone


def _reference(zone: str, source: str) -> str:
    """Référence choisie : la métropole, la France, les zones semblables d'abord, puis toutes les autres."""
    proches = [voisin.code for voisin in comparables.semblables(zone).voisins]
    couvertes = zones(source)
    autres = sorted((code for code in couvertes if code not in proches), key=libelle_reference)
    offertes = {
        **LIBELLES_REFERENCES,
        **{code: f"{libelle_reference(code)} (zone semblable)" for code in proches if code in couvertes},
        **{code: libelle_reference(code) for code in autres},
    }
    offertes.pop(zone, None)
    return adresse.choisir(st.selectbox, "Comparer à", "reference", offertes, reference_par_defaut(zone), width=300)


def source_et_limite(choix: Choix, note: str = "") -> None:
    """Source, champ et précautions sous une figure ou un tableau."""
    legende(f"{note} Source : {provenance(choix.champ)}. {choix.champ.limite}".strip())


def source(dessin: Objet) -> None:
    """Note, champ et source sous une figure ou une carte."""
    legende(f"{dessin.note} Source : {dessin.source}.")


def sujet(titre: str, cle: str, lieu: Territoire | str, choix: Choix) -> Sujet:
    """Ce que contient un fichier de la page : sa source et son champ sont ceux des choix."""
    champ = choix.champ
    return Sujet(titre, (cle, lieu, champ.cle), (champ.source,), str(champ.bornes[1]))
