"""Les territoires rangés, leur fichier, et la place de ceux que le lien nomme."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo import mesures, territoires
from geo.ecriture import formats
from geo.mesures import comparaison, incertitude
from geo.sorties import tableaux
from geo.sorties.metadonnees import Sujet
from geo.sorties.noms import NIVEAUX
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX
from pages.comprendre.classement.choix import Choix
from pages.interface import feuille, liens, partage, tableau, telechargement
from pages.interface.texte import brut


def resume(lignes: pd.DataFrame, choix: Choix) -> None:
    """Combien de territoires ont une donnée, et dans quel sens ils sont rangés."""
    bouts = ("la plus haute", "la plus basse")
    premiere, derniere = reversed(bouts) if choix.indicateur.sens == "mieux_bas" else bouts
    combien = f"{formats.nombre(int(lignes['valeur'].notna().sum()))} {NOMS_NIVEAUX[choix.niveau][1]}"
    st.write(f"**{combien}** ayant une donnée, de {premiere} à {derniere} valeur.")


def montrer(lignes: pd.DataFrame, choix: Choix) -> None:
    """Tableau triable et fichier ; vide, quoi élargir."""
    if lignes.empty:
        st.info("Aucun territoire ne répond à ces filtres. Élargissez la région ou la taille.")
        return
    fiche = choix.indicateur
    montrees = tableaux.classement(lignes, fiche)
    tableau.montrer(montrees, tableaux.decimales(montrees, fiche), f"Classement : {fiche.libelle}", hauteur=560)
    if not feuille.en_cours():
        st.caption("Cliquez l'en-tête d'une colonne pour trier ; la loupe cherche un nom.")
    _reserves(choix)
    with st.container(horizontal=True, key="outils", vertical_alignment="center"):
        emportees = montrees.assign(Indicateur=fiche.libelle, Unité=fiche.unite, Période=choix.periode)
        telechargement.table(_sujet(choix), emportees)
        niveau = {} if choix.niveau in {"epci", "commune"} else {"niveau": choix.niveau}
        liens.carte("Voir sur la carte", indicateur=fiche.id, **niveau)
    partage.barre(imprimer=True)


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


def situer(choix: Choix) -> None:
    """La place de chaque territoire que le lien nomme."""
    situes, refus = comparaison.relire(st.query_params.get("avec", ""))
    for message in refus:
        st.warning(brut(message))
    for territoire in situes:
        _place(territoire, choix)


def _place(territoire: Territoire, choix: Choix) -> None:
    mesure = mesures.mesurer(territoire, choix.indicateur.id, choix.periode)
    position = mesures.position(territoire, mesure)
    pairs = NOMS_NIVEAUX[mesures.niveau_des_pairs(territoire)][1]
    place = mesure.explication
    if position.rang:
        place = f"{position.ecrite} {pairs}" if not position.sans_rang else f"sans rang : {position.sans_rang}"
    intervalle = incertitude.ecrire(mesure.indicateur, mesure)
    precision = f" ({intervalle})" if intervalle else ""
    valeur = f"{formats.selon(mesure.indicateur, mesure.valeur)}{precision}"
    st.write(f"**{brut(territoire.libelle)}** : {valeur}, {brut(place)}")
