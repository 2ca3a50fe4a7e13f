"""À propos › Méthode et données : d'où viennent les chiffres ?"""

from __future__ import annotations

import streamlit as st

from pages.a_propos.methode import textes
from pages.a_propos.methode.echange import echange
from pages.a_propos.methode.indicateurs import indicateurs
from pages.a_propos.methode.sources import jeu, sources
from pages.cadre.habillage import pied

ONGLETS = ["Indicateurs", "Calculs", "Sources et licences", "Registre des actions", "Manques connus"]

st.title("Méthode et données", anchor=False)
st.write(
    "Chaque chiffre de l'Atlas est calculé à partir de fichiers publics, par un programme publié. "
    "Ce qui n'a pu être sourcé est absent, et l'Atlas le dit."
)
fiches, calculs, origines, registre, manques = st.tabs(ONGLETS)
with fiches:
    indicateurs()
with calculs:
    textes.ecrire("calculs")
with origines:
    sources()
with registre:
    textes.ecrire("registre")
    echange()
with manques:
    textes.ecrire("manques")
jeu()
pied()
