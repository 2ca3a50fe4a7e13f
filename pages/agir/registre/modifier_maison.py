"""Agir › Modifier une maison : réservé à la maison et à l'administration."""

from __future__ import annotations

import streamlit as st

from donnees.registre.droits import Operation
from pages.agir.registre import maison, partenaire
from pages.cadre.habillage import pied
from pages.interface import acces, adresse, registre
from pages.interface.acces import maisons_permises

identite = acces.reserver("Modifier une maison")
st.title("Modifier une maison", anchor=False)
st.write(
    "Ce que vous enregistrez ici remplace aussitôt ce que montrent l'annuaire et la carte ; le journal garde l'avant."
)
permises = maisons_permises()
cle = adresse.choisir(st.selectbox, "Maison", "maison", permises, next(iter(permises)))
maison.formulaire(registre.releve().maisons_par_cle[cle], identite)
if acces.peut(Operation.MODIFIER_PARTENAIRE, None):
    partenaire.formulaire(identite)
pied()
