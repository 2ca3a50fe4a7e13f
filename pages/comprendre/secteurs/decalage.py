"""Secteurs et métiers › Décalage structurel : trois parts en cascade, puis l'exposition."""

from __future__ import annotations

from html import escape

import streamlit as st

from geo.ecriture import formats
from geo.ecriture.textes import minuscule
from geo.graphiques.cascade import cascade
from geo.secteurs import phrases, tables
from geo.secteurs.champs import libelle_reference
from geo.secteurs.decalage import Decalage, decalage
from geo.secteurs.exposition import exposition
from geo.territoires import Territoire
from pages.cadre.habillage import phrase
from pages.comprendre.secteurs import fichiers
from pages.comprendre.secteurs.entree import Regard, source_et_limite
from pages.interface import tableau
from pages.interface.figures import laisser_peindre, montrer, theme
from pages.interface.texte import brut

EXTREMES = 4


def vue(zone: Territoire, regard: Regard) -> None:
    """Toute la vue."""
    lu = decalage(zone.code, regard.reference, regard.source, regard.nomenclature)
    st.header(f"{brut(zone.libelle)}, de {lu.debut} à {lu.fin}", anchor=False)
    phrase(phrases.decalage(zone.libelle, lu, regard.reference))
    _parts(lu, regard.reference)
    laisser_peindre("secteurs-decalage")
    valeurs = [valeur for _, valeur, _ in phrases.parts(lu, regard.reference)]
    noms = [nom for nom, _, _ in phrases.parts(lu, regard.reference)]
    montrer(cascade(valeurs, noms, somme="Variation", unite="emplois", theme=theme()), "decalage")
    precaution = (
        "La part locale ne dit pas pourquoi : c'est ce que le pays et les secteurs n'expliquent pas. Les trois parts "
        f"somment à la variation. Référence : {libelle_reference(regard.reference)}. Méthode : Dunn (1960)."
    )
    source_et_limite(regard, f"{precaution} {phrases.ecartes(lu)}".strip())
    _secteurs(zone, regard, lu)
    _exposition(zone, regard)


def _parts(lu: Decalage, reference: str) -> None:
    """Chaque part, son sens en clair."""
    lignes = "".join(
        f"<li><strong>{escape(phrases.emplois(valeur))}</strong><span>{nom}</span>"
        f"<small>{escape(formats.typographie(sens))}</small></li>"
        for nom, valeur, sens in phrases.parts(lu, reference)
    )
    st.html(f'<ul class="atlas-secteurs-nombres">{lignes}</ul>')


def _secteurs(zone: Territoire, regard: Regard, lu: Decalage) -> None:
    """Secteurs qui font la part locale, tableau complet, exports."""
    st.header("Les secteurs qui font la part locale", anchor=False)
    for titre, parts in (
        ("Font mieux ici qu'ailleurs", [p for p in reversed(lu.parts) if p.local > 0][:EXTREMES]),
        ("Font moins bien ici qu'ailleurs", [p for p in lu.parts if p.local < 0][:EXTREMES]),
    ):
        dits = " ; ".join(f"{minuscule(p.libelle)} ({phrases.emplois(p.local)})" for p in parts)
        st.write(f"**{titre}** : {brut(formats.typographie(dits)) if dits else 'aucun secteur'}.")
    montree = tables.decalage(lu)
    repartition = "Décalage structurel de chaque secteur, en emplois"
    tableau.montrer(montree, tables.decimales(montree), repartition, signees=fichiers.SIGNEES)
    source_et_limite(regard)
    fichiers.emporter(
        "decalage",
        f"atlas-decalage-{zone.code}",
        {
            "CSV": lambda: tables.emporter(montree, zone.libelle, regard.champ, regard.nomenclature, regard.reference),
            "XLSX": lambda: tables.classeur(
                f"Décalage structurel : {zone.libelle}",
                [
                    (
                        "Décalage",
                        montree,
                        [f"Référence : {libelle_reference(regard.reference)}.", phrases.ecartes(lu)],
                    )
                ],
                [regard.champ.source],
            ),
        },
    )


def _exposition(zone: Territoire, regard: Regard) -> None:
    st.header("L'exposition aux secteurs en recul", anchor=False)
    vue_ = exposition(zone.code, regard.source, regard.nomenclature)
    phrase(phrases.exposition(zone.libelle, vue_, regard.source))
    montree = tables.exposition(vue_)
    repartition = "Secteurs en recul dans le pays et leurs emplois ici"
    tableau.montrer(montree, tables.decimales(montree), repartition, signees=fichiers.SIGNEES)
    source_et_limite(
        regard, "Un secteur en recul dans le pays peut grandir ici : l'exposition est un risque, non un constat."
    )
    fichiers.emporter(
        "exposition",
        f"atlas-exposition-{zone.code}",
        {"CSV": lambda: tables.emporter(montree, zone.libelle, regard.champ, regard.nomenclature, "")},
    )
