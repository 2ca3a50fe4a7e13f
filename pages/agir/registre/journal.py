"""Les dernières modifications de tout le registre : réservé à l'administration."""

from __future__ import annotations

import streamlit as st

from donnees.registre import services
from pages.interface import acces, historique, registre
from pages.interface.changements import NATURES

TOUT = {"": "Tout le registre"}
PLURIELS = {nature: f"{mot}s" for nature, mot in NATURES.items()} | {"lien": "Liens à un indicateur"}


def afficher() -> None:
    """Filtre par nature d'objet, puis le tableau et son fichier."""
    st.header("Journal du registre", anchor=False)
    st.write("Qui a changé quoi, quand, l'avant et l'après ; seule l'administration le lit.")
    libelles = TOUT | PLURIELS
    objet = st.selectbox("Modifications à montrer", list(libelles), format_func=libelles.__getitem__) or ""
    ouvert, identite = registre.ouvert(), acces.qui()
    historique.afficher(
        lambda page, nombre: services.journal_general(ouvert, identite, objet, page, nombre),
        f"registre-{objet}" if objet else "registre",
        f"Rien de tel au journal ({libelles[objet].lower()}) : choisissez une autre nature ci-dessus.",
        avec_objet=True,
    )
