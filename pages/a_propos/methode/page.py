"""À propos › Méthode et données : d'où viennent les chiffres ?"""

from __future__ import annotations

import streamlit as st

from pages.a_propos.methode import redaction
from pages.a_propos.methode.indicateurs import indicateurs
from pages.a_propos.methode.sources import jeu, sources
from pages.cadre.habillage import pied

ONGLETS = ["Indicateurs", "Calculs", "Sources et licences", "Registre des actions", "Manques connus"]

st.title("Méthode et données", anchor=False)
st.write(
    "Chaque chiffre de l'Atlas est calculé à partir de fichiers publics, par un programme publié. "
    "Ce qui n'a pu être sourcé est absent, et l'Atlas le dit."
)
fiches, calculs, origines, actions, manques = st.tabs(ONGLETS)
with fiches:
    indicateurs()
with calculs:
    redaction.ecrire("calculs")
with origines:
    sources()
with actions:
    redaction.registre()
with manques:
    redaction.ecrire("manques")
jeu()
pied()
