"""Effacer du registre une personne nommée : où elle est citée, puis tout ou rien ; réservé à l'administration."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from donnees.registre import services
from donnees.registre.erreurs import ErreurRegistre
from donnees.registre.services import Apercu
from donnees.registre.services.effacement import RESTE
from geo.ecriture import formats
from pages.interface import acces, registre, tableau
from pages.interface.changements import CHAMPS, NATURES
from pages.interface.texte import brut

_NOM, _FAIT = "effacement.nom", "effacement.fait"
MONTREES = 200
TABLES = NATURES | {
    "action_partenaire": "Rôle d'un partenaire",
    "action_financeur": "Financeur",
    "suivi_valeur": "Relevé d'un suivi",
    "journal": "Journal",
    "brouillon": "Brouillon",
}
COLONNES = CHAMPS | {"contenu": "Contenu", "avant": "Avant", "apres": "Après"}


def afficher() -> None:
    """Nom cherché, aperçu, confirmation."""
    st.header("Effacer une personne nommée", anchor=False)
    st.write(
        "À la demande d'une personne citée : son nom disparaît des fiches, des partenaires, des suivis, des "
        "contributions, des brouillons et du journal. Le journal garde la date, l'auteur de l'effacement et le nombre "
        "de lignes, jamais le nom."
    )
    if fait := st.session_state.pop(_FAIT, ""):
        st.success(fait)
        st.warning(formats.typographie(RESTE), icon=":material/backup:")
    nom = st.text_input("Nom complet, tel qu'on le lit dans l'Atlas", key=_NOM, max_chars=300).strip()
    if not nom:
        return
    try:
        apercu = services.apercevoir(registre.ouvert(), acces.qui(), nom)
    except ErreurRegistre as erreur:
        st.warning(brut(erreur))
        return
    _montrer(apercu)
    if apercu.lignes:
        _confirmer(nom, apercu.lignes)


def _montrer(apercu: Apercu) -> None:
    if not apercu.lignes:
        st.info("Personne de ce nom n'est cité au registre. Essayez une autre écriture : prénom abrégé, nom seul.")
    else:
        lignes = [
            {
                "Où": TABLES.get(occurrence.table, occurrence.table),
                "Champ": COLONNES.get(occurrence.colonne, occurrence.colonne),
                "Texte": occurrence.extrait,
                "Clé": occurrence.cle,
            }
            for occurrence in apercu.occurrences[:MONTREES]
        ]
        st.write(f"**{formats.nombre(apercu.lignes)} lignes du registre citent cette personne.**")
        tableau.montrer(pd.DataFrame(lignes), {}, "Textes qui citent cette personne")
        if len(apercu.occurrences) > MONTREES:
            st.caption(f"Les {MONTREES} premières, sur {formats.nombre(len(apercu.occurrences))}.")
    if apercu.cles:
        cles = ", ".join(map(brut, apercu.cles[:10]))
        st.caption(f"Des clés d'action contiennent ce nom, et resteront (elles sont dans des liens) : {cles}.")


def _confirmer(nom: str, lignes: int) -> None:
    st.warning(formats.typographie(RESTE), icon=":material/backup:")
    sur = st.checkbox("J'ai relu ces textes : l'effacement ne se défait pas.", key=f"effacement.sur.{lignes}")
    st.button(
        f"Effacer de ces {formats.nombre(lignes)} lignes",
        type="primary",
        icon=":material/delete_forever:",
        disabled=not sur,
        on_click=_effacer,
        args=(nom, lignes),
    )


def _effacer(nom: str, lignes: int) -> None:
    """Efface, puis oublie le nom saisi et les fichiers de points où il pouvait être."""
    try:
        faite = services.effacer(registre.ouvert(), acces.qui(), nom, lignes)
    except ErreurRegistre as erreur:
        st.session_state[_FAIT] = ""
        st.toast(brut(erreur), icon=":material/error:")
        return
    registre.oublier()
    suite = "" if faite.compacte else " La base était occupée : son fichier garde d'anciens octets jusqu'au prochain."
    st.session_state[_FAIT] = f"Effacé : {formats.nombre(faite.lignes)} lignes récrites.{suite}"
    st.session_state[_NOM] = ""
