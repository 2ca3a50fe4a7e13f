"""Commerces et création › Accès : qui n'a pas ce commerce dans sa commune, et à quelle distance il est."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.cartes.commerces import EQUIPEE
from geo.commerces import phrases, tables
from geo.commerces.acces import Acces, Temoins, mesurer, temoins
from geo.commerces.ouverture import possible
from geo.commerces.types import FICHES, Type, du_millesime
from geo.ecriture import formats
from geo.objets import commerces as objets
from geo.territoires import Territoire
from pages.cadre.habillage import phrase as dire
from pages.carte import vivante
from pages.comprendre.commerces import liste
from pages.comprendre.commerces.tete import chiffres, choisir_type, notes, sujet
from pages.interface import feuille, liens, tableau, telechargement, territoire_choisi


def acces(territoire: Territoire, phrase: DeltaGenerator) -> None:
    """Le volet entier."""
    with st.container(horizontal=True, key="choix-commerces", vertical_alignment="bottom"):
        type_ = choisir_type()
        comparateur = territoire_choisi.choisir_comparateur(territoire)
    mesure, proches = mesurer(territoire, type_), temoins(territoire)
    dire(phrases.phrase(territoire, mesure), phrase)
    if mesure.communes and type_.determine:
        _chiffres(mesure, proches, comparateur)
    elif not mesure.communes:
        st.info("Ce commerce n'est pas relevé ici par la source : l'Atlas n'en dit rien, ce n'est pas zéro.")
    _tous(territoire, type_, comparateur, proches)
    if mesure.communes and type_.determine:
        _carte(territoire, type_)


def _chiffres(mesure: Acces, proches: Temoins, comparateur: Territoire | None) -> None:
    nom, mediane = (comparateur.libelle if comparateur else ""), proches.mediane(mesure.type)
    autre = mesurer(comparateur, mesure.type) if comparateur else None
    part = f" ; {nom} {phrases.pour_cent(autre.part)}" if autre else ""
    type_dit, combien = (
        f"{mesure.type.libelle}, relevé de {mesure.type.millesime}",
        f"{formats.nombre(mesure.nombre)} en tout",
    )
    repere = f"{formats.nombre(mediane, 1)} (médiane)"
    chiffres(
        [
            (
                formats.nombre(mesure.sans),
                "habitants n'en ont pas dans leur commune",
                f"{phrases.pour_cent(mesure.part)}{part}",
            ),
            phrases.distance(mesure, autre, nom),
            (formats.nombre(mesure.communes_sans), _communes(mesure), type_dit),
            (formats.nombre(mesure.densite, 1), "pour 10 000 habitants", f"{combien} ; {proches.texte} : {repere}"),
        ]
    )
    notes(
        f"Source : {tables.citation(mesure.type)}.",
        "À vol d'oiseau, de mairie à mairie (le chef-lieu de chaque commune), sans traverser la mer ; compté nul "
        "dans une commune équipée, même étendue.",
        *phrases.reserves(mesure),
    )
    if mesure.type.code in FICHES:
        liens.definition(f"Définition et source : {mesure.type.libelle}", FICHES[mesure.type.code])


def _communes(mesure: Acces) -> str:
    """« communes sur 184 n'en ont pas »."""
    if mesure.communes_sans > 1:
        return f"communes sur {formats.nombre(mesure.communes)} n'en ont pas"
    return f"commune sur {formats.nombre(mesure.communes)} n'en a pas"


def _tous(territoire: Territoire, type_: Type, comparateur: Territoire | None, proches: Temoins) -> None:
    """Tous les types du même relevé, du plus souvent absent au moins."""
    tous = du_millesime(type_.millesime)
    mesures = tables.ordonner([mesurer(territoire, autre) for autre in tous])
    manque = any(mesure.sans for mesure in mesures)
    st.header(f"{'Ce qui manque le plus' if manque else 'Rien ne manque'}, relevé de {type_.millesime}", anchor=False)
    en_face = [mesurer(comparateur, mesure.type) for mesure in mesures] if comparateur else []
    nom = comparateur.libelle if comparateur else ""
    liste.montrer(mesures, en_face, nom, proches, type_)
    notes(
        f"Barre : part des habitants dont la commune n'en a pas{f' ; trait : {nom}' if nom else ''}.",
        f"Densité : face à la médiane de {proches.texte}.",
        "Les relevés de 2020 (24 commerces) et de 2024 (16 familles, plus larges) ne se comparent pas : ni leurs "
        "catégories ni leur champ ne sont les mêmes, l'Atlas ne montre donc pas d'évolution.",
    )
    with st.container(horizontal=True, key="outils"):
        contenu = territoire, mesures, proches
        dit = sujet("Commerces et services", "commerces", territoire, type_)
        telechargement.table(dit, partial(tables.accord_csv, *contenu))
        telechargement.proposer("Excel", f"{dit.nom}.xlsx", partial(tables.classeur, *contenu, type_))


def _carte(territoire: Territoire, type_: Type) -> None:
    """Les déserts, commune par commune, et le tableau équivalent."""
    st.header(f"Commune par commune : {type_.nom}", anchor=False)
    if not possible(territoire):
        st.info("Choisissez un territoire de 2 000 communes au plus pour voir ses communes sur la carte.")
        return
    if len(territoire.communes) > 1:
        vivante.montrer(objets.acces(territoire, type_, feuille.theme()), "commerces-acces")
    lignes = tables.communes(territoire, type_)
    decimales = {"Habitants": 0, type_.libelle: 0, "Distance (km)": 1}
    tableau.montrer(lignes, decimales, f"Communes : {type_.nom}, nombre et distance")
    notes(f"Une commune marquée « {EQUIPEE} » est équipée. Source : {tables.citation(type_)}.")
    with st.container(horizontal=True, key="outils-communes"):
        octets = partial(tables.emporter, lignes, territoire, type_)
        dit = sujet(type_.libelle, f"communes-{type_.libelle}", territoire, type_)
        telechargement.table(dit, octets, "CSV des communes")
