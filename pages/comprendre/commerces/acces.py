"""Commerces et création › Accès : qui n'a pas ce commerce dans sa commune, et à quelle distance il est."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.cartes.commerces import EQUIPEE, CoucheReperes, etat
from geo.commerces import phrases, tables
from geo.commerces.acces import Acces, Temoins, mesurer, temoins
from geo.commerces.ouverture import possible
from geo.commerces.repartition import equipees
from geo.commerces.types import FICHES, Type, du_millesime
from geo.ecriture import formats
from geo.territoires import Territoire
from pages.cadre import plan
from pages.cadre.habillage import phrase as dire
from pages.carte import vivante
from pages.comprendre.commerces import liste
from pages.comprendre.commerces.tete import choisir_type, nombres, notes
from pages.interface import tableau, telechargement, territoire_choisi
from pages.interface.figures import laisser_peindre


def acces(territoire: Territoire, phrase: DeltaGenerator) -> None:
    """Le volet entier."""
    with st.container(horizontal=True, key="choix-commerces", vertical_alignment="bottom"):
        type_ = choisir_type()
        comparateur = territoire_choisi.choisir_comparateur(territoire)
    lu, proches = mesurer(territoire, type_), temoins(territoire)
    dire(phrases.phrase(territoire, lu), phrase)
    if lu.communes:
        _chiffres(lu, proches, comparateur)
    else:
        st.info("Ce commerce n'est pas relevé ici par la source : l'Atlas n'en dit rien, ce n'est pas zéro.")
    _tous(territoire, type_, comparateur, proches)
    laisser_peindre("commerces")
    if lu.communes:
        _carte(territoire, type_)


def _chiffres(lu: Acces, proches: Temoins, comparateur: Territoire | None) -> None:
    nom, mediane = (comparateur.libelle if comparateur else ""), proches.mediane(lu.type)
    autre = mesurer(comparateur, lu.type) if comparateur else None
    part = f" ; {nom} {phrases.pour_cent(autre.part)}" if autre else ""
    loin = f"moyenne des habitants{f' ; {nom} {phrases.km(autre.km)}' if autre else ''}"
    type_dit, combien = f"{lu.type.libelle}, relevé de {lu.type.millesime}", f"{formats.nombre(lu.nombre)} en tout"
    repere = f"{formats.nombre(mediane, 1)} (médiane)"
    nombres(
        [
            (
                formats.nombre(lu.sans),
                "habitants n'en ont pas dans leur commune",
                f"{phrases.pour_cent(lu.part)}{part}",
            ),
            (phrases.km(lu.km), "jusqu'au plus proche", loin),
            (formats.nombre(lu.communes_sans), _communes(lu), type_dit),
            (formats.nombre(lu.densite, 1), "pour 10 000 habitants", f"{combien} ; {proches.texte} : {repere}"),
        ]
    )
    notes(
        f"Source : {tables.citation(lu.type)}.",
        "À vol d'oiseau, de mairie à mairie (le chef-lieu de chaque commune), sans traverser la mer ; compté nul "
        "dans une commune équipée, même étendue.",
        *phrases.reserves(lu),
    )
    if lu.type.code in FICHES:
        st.page_link(
            plan.METHODE,
            label=f"Définition et source : {lu.type.libelle}",
            icon=":material/fact_check:",
            query_params={"fiche": FICHES[lu.type.code]},
        )


def _communes(lu: Acces) -> str:
    """« communes sur 184 n'en ont pas »."""
    if lu.communes_sans > 1:
        return f"communes sur {formats.nombre(lu.communes)} n'en ont pas"
    return f"commune sur {formats.nombre(lu.communes)} n'en a pas"


def _tous(territoire: Territoire, type_: Type, comparateur: Territoire | None, proches: Temoins) -> None:
    """Tous les types du même relevé, du plus souvent absent au moins."""
    st.header(f"Ce qui manque le plus, relevé de {type_.millesime}", anchor=False)
    tous = du_millesime(type_.millesime)
    mesures = tables.ordonner([mesurer(territoire, autre) for autre in tous])
    en_face = [mesurer(comparateur, lu.type) for lu in mesures] if comparateur else []
    nom = comparateur.libelle if comparateur else ""
    liste.montrer(mesures, en_face, nom, proches, type_)
    notes(
        f"Barre : part des habitants dont la commune n'en a pas{f' ; trait : {nom}' if nom else ''}.",
        f"Densité : face à la médiane de {proches.texte}.",
        "Les relevés de 2020 (24 commerces) et de 2024 (16 familles, plus larges) ne se comparent pas : ni leurs "
        "catégories ni leur champ ne sont les mêmes, l'Atlas ne montre donc pas d'évolution.",
    )
    with st.container(horizontal=True, key="outils"):
        lus = territoire, mesures, proches
        telechargement.proposer("CSV", "atlas-acces.csv", partial(tables.accord_csv, *lus))
        telechargement.proposer("Excel", "atlas-acces.xlsx", partial(tables.classeur, *lus, type_))


def _carte(territoire: Territoire, type_: Type) -> None:
    """Les déserts, commune par commune, et le tableau équivalent."""
    st.header(f"Commune par commune : {type_.nom}", anchor=False)
    if not possible(territoire):
        st.info("Choisissez un territoire de 2 000 communes au plus pour voir ses communes sur la carte.")
        return
    if len(territoire.communes) > 1:
        signes = dict.fromkeys(equipees(territoire, type_), EQUIPEE)
        couche = CoucheReperes(
            etat(territoire, type_, st.context.theme.type), signes, [(EQUIPEE, f"la commune a {type_.un}")]
        )
        vivante.montrer_choix(couche, "commerces-acces", lambda _: None)
    lignes = tables.communes(territoire, type_)
    decimales = {"Habitants": 0, type_.libelle: 0, "Distance (km)": 1}
    tableau.montrer(lignes, decimales, f"Communes : {type_.nom}, nombre et distance")
    notes(f"Une commune marquée « {EQUIPEE} » est équipée. Source : {tables.citation(type_)}.")
    with st.container(horizontal=True, key="outils-communes"):
        octets = partial(tables.emporter, lignes, territoire, type_)
        telechargement.proposer("CSV des communes", "atlas-communes.csv", octets)
