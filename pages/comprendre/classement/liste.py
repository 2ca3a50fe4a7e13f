"""Les territoires rangés, leur fichier, et la place de ceux que le lien nomme."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from geo import mesures, territoires
from geo.ecriture import formats
from geo.mesures import Mesure, comparaison, incertitude
from geo.mesures.emprunts import emprunter
from geo.mesures.parents import NIVEAU as ZONE
from geo.sorties import tableaux
from geo.sorties.metadonnees import Sujet
from geo.sorties.noms import NIVEAUX
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.comprendre.classement.choix import TOUTES, Choix
from pages.interface import absence, feuille, liens, partage, tableau, telechargement
from pages.interface.texte import brut

NOMMES = 8
"""Territoires sans donnée nommés au plus."""


def resume(lignes: pd.DataFrame, choix: Choix) -> None:
    """Combien de territoires ont une donnée, et dans quel sens ils sont rangés."""
    bouts = ("la plus haute", "la plus basse")
    premiere, derniere = reversed(bouts) if choix.indicateur.sens == "mieux_bas" else bouts
    combien = f"{formats.nombre(int(lignes['valeur'].notna().sum()))} {NOMS_NIVEAUX[choix.niveau][1]}"
    st.write(f"**{combien}** ayant une donnée, de {premiere} à {derniere} valeur.")


def montrer(lignes: pd.DataFrame, choix: Choix, situes: Sequence[Territoire]) -> None:
    """Tableau triable et fichier, les territoires situés surlignés ; vide, quel filtre ôter."""
    if lignes.empty:
        posees = {"Région": choix.region, "Taille": choix.taille != TOUTES}
        absence.dire("Aucun territoire", poses=[nom for nom, posee in posees.items() if posee])
        return
    fiche = choix.indicateur
    _tableau(lignes[lignes["valeur"].notna()].reset_index(drop=True), choix, situes)
    _sans_donnee(lignes.loc[lignes["valeur"].isna(), "libelle"].tolist())
    if not feuille.en_cours():
        st.caption("Cliquez l'en-tête d'une colonne pour trier ; la loupe cherche un nom.")
    _reserves(choix)
    with st.container(horizontal=True, key="outils", vertical_alignment="center"):
        emportees = tableaux.classement(lignes, fiche).assign(
            Indicateur=fiche.libelle, Unité=fiche.unite, Période=choix.periode
        )
        telechargement.table(_sujet(choix), emportees)
        niveau = {} if choix.niveau in {"epci", "commune"} else {"niveau": choix.niveau}
        liens.carte("Voir sur la carte", indicateur=fiche.id, **niveau)
    partage.barre(imprimer=True)


def _tableau(lignes: pd.DataFrame, choix: Choix, situes: Sequence[Territoire]) -> None:
    """Les territoires qui ont une donnée ; sans les colonnes qui n'apprennent rien."""
    montrees = tableaux.classement(lignes, choix.indicateur)
    if not choix.region and choix.taille == TOUTES:
        montrees = montrees.drop(columns="Rang national")  # c'est le rang
    statuts = set(montrees["Statut"])
    if len(statuts) == 1:
        montrees = montrees.drop(columns="Statut")  # le même pour tous : dit une fois
    codes = {_code(territoire, choix) for territoire in situes}
    marquees = lignes.index[lignes["code"].isin(codes)].tolist()
    decimales = tableaux.decimales(montrees, choix.indicateur)
    titre = f"Classement : {choix.indicateur.libelle}"
    tableau.montrer(montrees, decimales, titre, marquees=marquees, hauteur=560)
    if len(statuts) == 1 and (statut := statuts.pop()):
        st.caption(f"Statut de toutes ces valeurs : {statut}.")


def _code(territoire: Territoire, choix: Choix) -> str:
    """La ligne d'un territoire situé : la sienne, ou celle de la zone d'emploi qui parle pour lui ; vide sans ligne."""
    if territoire.niveau == choix.niveau:
        return territoire.code
    mesure = mesures.mesurer(territoire, choix.indicateur.id, choix.periode)
    emprunt = emprunter(territoire, mesure, choix.periode) if choix.niveau == ZONE else None
    return emprunt.zone.code if emprunt and emprunt.zone else ""


def _sans_donnee(noms: Sequence[str]) -> None:
    """Ceux qui n'ont pas de donnée, hors du tableau : un tri les mettrait en tête."""
    if noms:
        suite = f" et {formats.nombre(len(noms) - NOMMES)} autres" if len(noms) > NOMMES else ""
        st.caption(f"Sans donnée ({formats.nombre(len(noms))}) : {brut(', '.join(noms[:NOMMES]))}{suite}.")


def _sujet(choix: Choix) -> Sujet:
    fiche = choix.indicateur
    titre = f"Classement : {fiche.libelle}, {NOMS_NIVEAUX[choix.niveau][1]}"
    lieu = territoires.libelle("region", choix.region) if choix.region else ""
    parties = ("classement", fiche.id, NIVEAUX[choix.niveau], lieu)
    return Sujet(titre, parties, fiche.sources, choix.periode, fiche.id)


def _reserves(choix: Choix) -> None:
    """Ce que les intervalles et les données fragiles interdisent de dire d'un rang."""
    fiche = choix.indicateur
    if fiche.incertitude:
        st.caption(
            "Les bornes viennent de ce que le secret masque, ou de la révision de la source. Deux territoires dont les "
            "intervalles se recouvrent ne se départagent pas : chacun va de son rang au mieux à son rang au pire."
        )
    if fiche.fragilite and fiche.fragilite.niveau == choix.niveau:
        st.caption(brut(f"Sans rang là où {fiche.fragilite.texte}."))


def demandes() -> Sequence[Territoire]:
    """Les territoires que le lien nomme ; dit ceux qu'il nomme mal."""
    situes, refus = comparaison.relire(st.query_params.get("avec", ""))
    for message in refus:
        st.warning(brut(message))
    return situes


def situer(choix: Choix, situes: Sequence[Territoire]) -> None:
    """La place de chacun de ces territoires."""
    for territoire in situes:
        _place(territoire, choix)


def _place(territoire: Territoire, choix: Choix) -> None:
    mesure = mesures.mesurer(territoire, choix.indicateur.id, choix.periode)
    emprunt = emprunter(territoire, mesure, choix.periode)
    if emprunt is None:
        st.write(f"**{brut(territoire.libelle)}** : {_situee(territoire, mesure)}")
    elif emprunt.zone and emprunt.mesure:
        st.write(
            f"**{brut(territoire.libelle)}**, par sa {brut(emprunt.lieu)} : {_situee(emprunt.zone, emprunt.mesure)}"
        )
    else:
        st.write(f"**{brut(territoire.libelle)}**, par {brut(emprunt.lieu)} : {brut(emprunt.ecrit)}")


def _situee(territoire: Territoire, mesure: Mesure) -> str:
    """« 6,2 %, 12ᵉ sur 302 zones d'emploi »."""
    position = mesures.position(territoire, mesure)
    pairs = NOMS_NIVEAUX[mesures.niveau_des_pairs(territoire)][1]
    place = mesure.explication
    if position.rang:
        place = f"{position.ecrite} {pairs}" if not position.sans_rang else f"sans rang : {position.sans_rang}"
    intervalle = incertitude.ecrire(mesure.indicateur, mesure)
    precision = f" ({intervalle})" if intervalle else ""
    valeur = f"{formats.selon(mesure.indicateur, mesure.valeur)}{precision}"
    return f"{valeur}, {brut(place)}"
