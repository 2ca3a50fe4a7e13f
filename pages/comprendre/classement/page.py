"""Comprendre › Classement : qui est en tête, qui est en queue, et où sommes-nous ?"""

from __future__ import annotations

import streamlit as st

from geo.mesures.classement import classer
from pages.cadre.habillage import pied
from pages.comprendre.classement import liste
from pages.comprendre.classement.choix import choisir
from pages.interface.provenance import provenance

st.title("Classement", anchor=False)
choix = choisir()
lignes = classer(choix.indicateur.id, choix.niveau, choix.periode, choix.region, *choix.taille)
liste.resume(lignes, choix)
situes = liste.demandes()
liste.situer(choix, situes)
liste.montrer(lignes, choix, situes)
provenance(choix.indicateur.id, choix.periode)
pied()
