"""Agir › Où agir : où le besoin est-il sans réponse connue ?"""

from __future__ import annotations

import streamlit as st

from geo.besoins import mots, regle
from geo.besoins.croisement import croiser
from pages.interface import ou_agir, partage, plan, registre, territoire_choisi
from pages.interface.habillage import pied
from pages.interface.ou_agir_carte import carte_et_fiche, lister
from pages.interface.ou_agir_liste import liste
from pages.interface.ou_agir_territoire import territoire

st.title("Où agir", anchor=False)
st.write("Pour chaque thème d'action, les territoires où le besoin est grand et où l'Atlas ne connaît aucune action.")
ou_agir.methode()
actions, annee = registre.releve().actions, mots.annee_courante()
demande = territoire_choisi.demande()
with st.expander("Voir mon territoire, thème par thème", expanded=False, icon=":material/search:"):
    territoire_choisi.rechercher(plan.OU_AGIR, "Commune, intercommunalité, zone d'emploi…")
if registre.en_panne():
    st.warning("Le registre des actions ne répond pas : la présence d'actions n'est pas connue. Réessayez plus tard.")
else:
    en_tete = st.container()
    choix = ou_agir.choisir(actions, annee)
    ou_agir.expliquer(choix, actions, annee)
    comptees = regle.comptees(actions, choix.theme, choix.fenetre, annee)
    if demande:
        with en_tete:
            territoire(demande, actions, choix.fenetre, annee)
            st.header("Toutes les zones d'emploi", anchor=False)
    if choix.mesure is None:
        st.info(f"Besoin non mesuré. {choix.raison}", icon=":material/help:")
        lister(comptees)
    else:
        croisement = croiser(choix.mesure, comptees)
        carte_et_fiche(croisement, comptees, demande)
        liste(croisement, choix, annee)
    partage.barre()
pied()
