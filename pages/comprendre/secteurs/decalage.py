"""Secteurs et métiers › Décalage structurel : trois parts en cascade, puis l'exposition."""

from __future__ import annotations

import streamlit as st

from geo.ecriture import formats
from geo.objets import secteurs
from geo.secteurs import phrases, tables
from geo.secteurs.champs import libelle_reference
from geo.secteurs.choix import Choix
from geo.secteurs.decalage import Decalage, decalage
from geo.secteurs.exposition import exposition
from geo.territoires import Territoire
from pages.cadre.habillage import phrase
from pages.comprendre.secteurs import tableaux
from pages.comprendre.secteurs.choix import source, source_et_limite, sujet
from pages.interface.figures import montrer, theme
from pages.interface.nombres import nombres
from pages.interface.texte import brut


def vue(zone: Territoire, choix: Choix) -> None:
    """Toute la vue."""
    resultat = decalage(zone.code, choix.reference, choix.source, choix.nomenclature)
    st.header(f"{brut(zone.libelle)}, de {resultat.debut} à {resultat.fin}", anchor=False)
    phrase(phrases.decalage(zone.libelle, resultat, choix.reference))
    _parts(resultat, choix.reference)
    dessin = secteurs.decalage(zone, choix, theme())
    montrer(dessin, "decalage")
    source(dessin)
    _secteurs(zone, choix, resultat)
    _exposition(zone, choix)


def _parts(resultat: Decalage, reference: str) -> None:
    """Chaque part, son sens en clair."""
    parts = phrases.parts(resultat, reference)
    nombres("atlas-secteurs-nombres", [(phrases.emplois(valeur), nom, sens) for nom, valeur, sens in parts])


def _secteurs(zone: Territoire, choix: Choix, resultat: Decalage) -> None:
    """Secteurs qui font la part locale, tableau complet, exports."""
    st.header("Les secteurs qui font la part locale", anchor=False)
    titres = ("Font mieux ici qu'ailleurs", "Font moins bien ici qu'ailleurs")
    for titre, extremes in zip(titres, phrases.extremes(resultat), strict=True):
        st.write(f"**{titre}** : {brut(formats.typographie(extremes)) if extremes else 'aucun secteur'}.")
    montree = tables.decalage(resultat)
    tableaux.montrer(montree, "Décalage structurel de chaque secteur, en emplois")
    source_et_limite(choix)
    titre, notes = f"Décalage structurel : {zone.libelle}", [f"Référence : {libelle_reference(choix.reference)}."]
    tableaux.emporter(
        "decalage",
        sujet(titre, "decalage", zone, choix),
        {
            "CSV": lambda: tables.emporter(montree, zone.libelle, choix.champ, choix.nomenclature, choix.reference),
            "XLSX": lambda: tables.classeur(
                titre, [("Décalage", montree, [*notes, phrases.ecartes(resultat)])], [choix.champ.source]
            ),
        },
    )


def _exposition(zone: Territoire, choix: Choix) -> None:
    st.header("L'exposition aux secteurs en recul", anchor=False)
    vue_ = exposition(zone.code, choix.source, choix.nomenclature)
    phrase(phrases.exposition(zone.libelle, vue_, choix.source))
    montree = tables.exposition(vue_)
    tableaux.montrer(montree, "Secteurs en recul dans le pays et leurs emplois ici")
    source_et_limite(
        choix, "Un secteur en recul dans le pays peut grandir ici : l'exposition est un risque, non un constat."
    )
    tableaux.emporter(
        "exposition",
        sujet(f"Secteurs en recul : {zone.libelle}", "exposition", zone, choix),
        {"CSV": lambda: tables.emporter(montree, zone.libelle, choix.champ, choix.nomenclature, "")},
    )
