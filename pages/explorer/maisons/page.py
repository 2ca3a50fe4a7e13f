"""Explorer › Maisons : qui couvre quoi ?"""

from __future__ import annotations

import streamlit as st

from pages.cadre.habillage import pied
from pages.explorer.maisons import fiche, filtres, liste
from pages.interface import partage

demandee = fiche.demandee()
if demandee is None:
    st.title("Les maisons de l'emploi relevées", anchor=False)
    st.write(
        "Il n'existe pas de liste officielle accessible. Chaque maison vient d'une source publique citée, "
        "et son statut est celui que disait cette source à sa date."
    )
    liste.montrer(filtres.retenir())
    partage.legere()
else:
    fiche.afficher(demandee)
pied()
