"""Les fichiers du diagnostic : préparés à la demande, avec leur place dans la file, puis livrés."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from geo import territoires
from geo.documents import fabrique
from geo.documents.demande import Demande, Releve
from geo.sorties.noms import nommer
from pages.interface import documents, telechargement

VOULU = "diagnostic.voulu"
"""Format demandé, et la demande pour laquelle il l'a été (None : celle qui vient)."""
USAGES = {
    "pdf": "à lire et à imprimer",
    "docx": "à compléter",
    "pptx": "à présenter aux élus",
    "xlsx": "tous les chiffres",
}


def proposer(demande: Demande, releve: Releve, version: str, gabarit: bytes | None) -> None:
    """Un bouton par format ; le fichier préparé se télécharge à sa place."""
    with st.container(horizontal=True, key="atlas-diagnostic-fichiers"):
        for suffixe, format_ in fabrique.FORMATS.items():
            st.button(
                f"{format_.nom}, {USAGES[suffixe]}",
                key=f"diagnostic.preparer.{suffixe}",
                icon=":material/description:",
                type="primary" if suffixe == "pdf" else "secondary",
                on_click=_vouloir,
                args=(suffixe,),
            )
    voulu = st.session_state.get(VOULU)
    if voulu is None:
        return
    suffixe, preparee = voulu
    if preparee in {None, demande}:
        st.session_state[VOULU] = (suffixe, demande)
        _livrer(demande, releve, version, gabarit, suffixe)
    else:  # un autre document : il se demande de nouveau, au lieu de faire attendre à chaque réglage
        del st.session_state[VOULU]


def _vouloir(suffixe: str) -> None:
    st.session_state[VOULU] = (suffixe, None)


def _livrer(demande: Demande, releve: Releve, version: str, gabarit: bytes | None, suffixe: str) -> None:
    somme = sha256(gabarit).hexdigest() if gabarit and suffixe == "docx" else ""
    cle = ("diagnostic", demande, version, suffixe, somme)
    octets = documents.obtenir(cle, fabrique.diagnostic, demande, releve, suffixe, gabarit if somme else None)
    if octets is None:
        return
    nom = f"{nommer('diagnostic', territoires.lire(demande.niveau, demande.code, demande.nom))}.{suffixe}"
    libelle = f"Télécharger : {fabrique.FORMATS[suffixe].nom} ({documents.poids(octets)})"
    with st.container(key="livre"):  # il naît après le geste : le foyer l'y attend (gestes/livre.js)
        telechargement.proposer(libelle, nom, octets)
