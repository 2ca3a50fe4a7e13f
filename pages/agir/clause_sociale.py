"""Agir › Clause sociale : combien d'heures d'insertion un marché peut-il porter ?"""

from __future__ import annotations

import streamlit as st

from geo.clause import note
from pages.interface import clause_resultat, clause_saisie, clause_terrain, territoire_choisi
from pages.interface.clause_fichier import plusieurs_marches
from pages.interface.habillage import phrase, pied

st.title("Clause sociale", anchor=False)
simulation = clause_saisie.lire()
phrase(note.phrase(simulation))
territoire = territoire_choisi.demande()
clause_terrain.situer(territoire, simulation)
saisie, resultat = st.columns([3, 2], gap="large")
with saisie:
    st.header("Le marché", anchor=False)
    clause_saisie.saisir(simulation)
with resultat:
    clause_resultat.resultat(simulation)
clause_resultat.et_si(simulation)
clause_resultat.acheteur(simulation)
plusieurs_marches(simulation)
clause_terrain.heures()
clause_terrain.insertion(territoire)
clause_terrain.engagements(territoire)
pied()
