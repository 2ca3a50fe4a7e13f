"""Les dernières modifications : de tout le registre pour l'administration, d'un objet une fois dépliées."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from donnees.registre import services
from donnees.registre.base import Registre
from donnees.registre.droits import Identite
from donnees.registre.services import Tranche
from pages.interface import acces, historique, registre
from pages.interface.changements import NATURES
from pages.interface.texte import libeller

Lire = Callable[[Registre, Identite, str, int, int], Tranche]
"""Registre, personne, clé, page, taille de page → entrées du journal d'un objet, droits vérifiés."""
TOUT = {"": "Tout le registre"}
PLURIELS = {nature: f"{mot}s" for nature, mot in NATURES.items()} | {
    "lien": "Liens à un indicateur",
    "effacement": "Effacements d'une personne",
}


def afficher() -> None:
    """Filtre par nature d'objet, puis le tableau et son fichier."""
    st.header("Journal du registre", anchor=False)
    st.write("Qui a changé quoi, quand, l'avant et l'après ; seule l'administration le lit.")
    libelles = TOUT | PLURIELS
    objet = st.selectbox("Modifications à montrer", list(libelles), format_func=libeller(libelles.__getitem__)) or ""
    ouvert, identite = registre.ouvert(), acces.qui()
    historique.afficher(
        lambda page, nombre: services.journal_general(ouvert, identite, objet, page, nombre),
        f"registre-{objet}" if objet else "registre",
        f"Rien de tel au journal ({libelles[objet].lower()}) : choisissez une autre nature ci-dessus.",
        avec_objet=True,
    )


@st.fragment
def deplier(libelle: str, lire: Lire, nature: str, cle: str, vide: str) -> None:
    """L'historique d'un objet, replié : le journal n'est lu que s'il est ouvert, et la page n'en est pas rejouée."""
    ouvert, identite, nom = registre.ouvert(), acces.qui(), f"{nature}-{cle}"
    volet = st.expander(libelle, icon=":material/history:", key=historique.cle_volet(nom), on_change="rerun")
    with volet:
        if volet.open:
            historique.afficher(lambda page, nombre: lire(ouvert, identite, cle, page, nombre), nom, vide)
