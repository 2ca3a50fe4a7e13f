"""Où agir : les zones au besoin élevé sans action connue, et le tableau équivalent à la carte."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.actions.points import THEMES_ACTIONS
from geo.besoins import phrases, tables
from geo.besoins.croisement import Croisement
from geo.sorties.metadonnees import Sujet
from pages.agir.ou_agir.methode import Choix
from pages.cadre.habillage import phrase
from pages.interface import adresse, feuille, tableau, telechargement

LISTES = {"sans": "Besoin élevé, aucune action", "toutes": "Toutes les zones"}


def liste(croisement: Croisement, choix: Choix, annee: int) -> None:
    """Tableau triable, du besoin le plus fort au plus faible, et son CSV."""
    sans = croisement.sans_reponse()
    st.header("Besoin élevé et aucune action connue", anchor=False)
    phrase(phrases.constat(croisement, len(sans), float(sans["population"].sum())))
    choisie = adresse.choisir(st.segmented_control, "Zones listées", "liste", LISTES, "sans")
    lignes = sans if choisie == "sans" else croisement.table()
    if lignes.empty:
        return
    montree = tables.a_montrer(croisement, lignes)
    decimales = croisement.repartition.indicateur.decimales
    mesurees = (montree.columns[1], "Minimum", "Maximum")
    nombres = {nom: decimales for nom in mesurees if nom in montree} | {"Actions": 0, "Habitants": 0}
    tableau.montrer(montree, nombres, f"Zones d'emploi : {LISTES[choisie].lower()}", sur_papier=40)
    if not feuille.en_cours():
        st.caption("Cliquez l'en-tête d'une colonne pour trier ; la loupe cherche un nom.")
    dits = THEMES_ACTIONS[choix.theme], phrases.fenetre(choix.fenetre, annee)
    with st.container(horizontal=True, key="outils"):
        repartition = croisement.repartition
        titre = f"Où agir : {THEMES_ACTIONS[choix.theme]}, {LISTES[choisie].lower()}"
        parties = ("ou-agir", THEMES_ACTIONS[choix.theme], LISTES[choisie], "zones")
        fiche = repartition.indicateur
        sujet = Sujet(titre, parties, fiche.sources, repartition.periode, fiche.id)
        telechargement.table(sujet, partial(tables.a_emporter, croisement, lignes, *dits))
