"""Explorer › Intégrer : un objet seul, pour le cadre d'un autre site."""

from __future__ import annotations

import streamlit as st

from geo.erreurs import ErreurGeo
from pages.explorer.integrer.demande import Absent, Indisponible
from pages.explorer.integrer.objets import CHIFFRE, OBJETS, montrer
from pages.interface.integration import OBJET
from pages.interface.texte import brut


def _refuser(raison: str) -> None:
    st.title("Rien à montrer", anchor=False)
    st.warning(raison)


demande = st.query_params.get(OBJET, "")
st.html('<div class="atlas-integre"></div>')
if demande not in {*OBJETS, CHIFFRE}:
    _refuser(f"Ce code d'intégration demande « {brut(demande[:60])} », qui n'existe pas. Reprenez-le dans l'Atlas.")
else:
    try:
        montrer(demande, st.query_params.to_dict())
    except (Absent, ErreurGeo) as erreur:
        _refuser(f"{brut(erreur)} Reprenez ce code d'intégration dans l'Atlas.")
    except Indisponible as erreur:
        _refuser(brut(erreur))
