"""Agir › Clause sociale : combien d'heures d'insertion un marché peut-il porter ?"""

from __future__ import annotations

import streamlit as st

from geo.clause import note
from pages.agir.clause_sociale import resultat, saisie, terrain
from pages.agir.clause_sociale.fichier import plusieurs_marches
from pages.cadre.habillage import phrase, pied
from pages.interface import territoire_choisi

st.title("Clause sociale", anchor=False)
simulation = saisie.lire()
phrase(note.phrase(simulation))
territoire = territoire_choisi.demande()
terrain.situer(territoire)
gauche, droite = st.columns([3, 2], gap="large")
with gauche:
    st.header("Le marché", anchor=False)
    saisie.saisir(simulation)
with droite:
    resultat.resultat(simulation)
resultat.et_si(simulation)
resultat.acheteur(simulation)
plusieurs_marches(simulation)
terrain.heures()
terrain.insertion(territoire)
terrain.engagements(territoire)
pied()
