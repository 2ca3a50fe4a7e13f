"""Témoin : une page qui échoue là où l'adresse le demande (corps, fragment, rappel d'une commande)."""

from __future__ import annotations

import streamlit as st

OU = st.query_params.get("ou", "")


def echouer() -> None:
    """Une erreur que personne n'a prévue."""
    raise KeyError("colonne d'épreuve")


@st.fragment
def fragment() -> None:
    """Un morceau de page qui se rejoue seul."""
    if st.button("Rejouer le morceau"):
        echouer()


st.title("Page d'épreuve")
fragment()
st.button("Commande", on_click=echouer)
if OU == "corps":
    echouer()
