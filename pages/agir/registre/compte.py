"""Agir › Mon accès : se connecter, savoir ce qu'on peut faire, confier une maison."""

from __future__ import annotations

import streamlit as st

from donnees.registre.droits import Operation
from donnees.registre.edition import Mode
from pages.agir.registre import connexion, effacement, habilitations, journal
from pages.cadre.habillage import pied
from pages.interface import acces

st.title("Mon accès", anchor=False)
st.write("Lire est libre ; écrire au registre se fait au nom d'une maison.")
connexion.etat()
connexion.droits()
if acces.mode() is Mode.CONNEXION and acces.peut(Operation.HABILITER, None):
    habilitations.afficher()
connexion.donnees_personnelles()
if acces.peut(Operation.LIRE_JOURNAL_GENERAL, None):
    journal.afficher()
if acces.peut(Operation.EFFACER_PERSONNE, None):
    effacement.afficher()
pied()
