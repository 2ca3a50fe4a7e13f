"""Restituer › Diagnostic partagé : que remettre aux partenaires ?"""

from __future__ import annotations

import streamlit as st

from geo.documents.demande import Releve
from pages.cadre.habillage import phrase, pied
from pages.interface import partage, registre, territoire_choisi
from pages.interface.texte import brut
from pages.restituer.diagnostic import apercu, choix, fichiers, gabarit, reponses

territoire = territoire_choisi.demande()
if territoire is None:
    st.title("Diagnostic partagé", anchor=False)
    phrase(
        "Un document à remettre à vos partenaires : les chiffres du territoire, une question à chacun sous chaque "
        "figure, de la place pour répondre. En PDF, en Word à compléter, en diapositives pour les élus."
    )
    territoire_choisi.rechercher("De quel territoire ? Votre commune, une intercommunalité, une zone d'emploi…")
else:
    st.title(f"Diagnostic partagé — {brut(territoire.libelle)}", anchor=False)
    phrase("Les chiffres du territoire, et sous chaque figure une question à chaque partenaire.")
    with st.container(horizontal=True, key="commandes", vertical_alignment="bottom"):
        partage.barre()
    demande = choix.choisir(territoire)
    version = registre.jeton()  # lu avant ce qu'il date : ce qui serait écrit entre-temps se relira
    contributions = reponses.relever(demande, version)
    if contributions is None:
        version = registre.PANNE
    contenu = registre.releve(version)
    releve = Releve(contenu.fiches, contenu.fiches_maisons, contributions or (), lisible=version != registre.PANNE)
    st.header("Emporter le document", anchor=False)
    place = st.container()
    modele = gabarit.choisir()
    with place:
        fichiers.proposer(demande, releve, version, modele)
    section = apercu.choisir(demande)
    apercu.montrer(demande, releve, version, section)
    reponses.saisir(demande, section)
pied()
