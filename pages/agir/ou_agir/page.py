"""Agir › Où agir : où le besoin est-il sans réponse connue ?"""

from __future__ import annotations

import streamlit as st

from geo.besoins import phrases, regle
from geo.besoins.croisement import croiser
from geo.objets.besoins import Regard
from pages.agir.ou_agir import methode
from pages.agir.ou_agir.carte import CLE_ACTIONS, carte_et_fiche
from pages.agir.ou_agir.liste import liste
from pages.agir.ou_agir.territoire import territoire
from pages.cadre.habillage import pied
from pages.interface import liens, partage, registre, territoire_choisi

st.title("Où agir", anchor=False)
st.write("Pour chaque thème d'action, les territoires où le besoin est grand et où l'Atlas ne connaît aucune action.")
methode.methode()
actions, annee = registre.releve().actions, phrases.annee_courante()
demande = territoire_choisi.demande()
if demande is None:
    territoire_choisi.rechercher("Votre territoire, thème par thème : une commune, une zone d'emploi…")
if registre.en_panne():
    st.warning("Le registre des actions ne répond pas : la présence d'actions n'est pas connue. Réessayez plus tard.")
else:
    en_tete = st.container()
    choix = methode.choisir(actions, annee)
    methode.expliquer(choix, actions, annee)
    comptees = regle.comptees(actions, choix.theme, choix.fenetre, annee)
    if demande:
        with en_tete:
            territoire(demande, actions, choix.fenetre, annee)
            st.header("Toutes les zones d'emploi", anchor=False)
    if choix.mesure is None:
        st.info(f"Besoin non mesuré. {choix.raison}", icon=":material/help:")
        liens.actions(comptees, CLE_ACTIONS)
    else:
        croisement = croiser(choix.mesure, comptees)
        choisi = Regard(choix.theme, choix.fenetre, annee, territoire=demande)
        carte_et_fiche(croisement, comptees, choisi)
        liste(croisement, choix, annee)
    partage.barre(imprimer=True)
pied()
