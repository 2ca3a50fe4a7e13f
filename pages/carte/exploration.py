"""La carte et ce qui l'entoure : choix, titre, phrase, fiche du territoire cliqué, tableau."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from geo.ecriture import formats
from geo.mesures import phrases
from geo.mesures.repartitions import Repartition, repartir
from geo.sorties import tableaux
from pages.cadre import suivi
from pages.cadre.habillage import legende
from pages.carte import barre, cerne, fiche, memoire, reglages, vivante
from pages.carte.etat import TOUS_THEMES, EtatCarte
from pages.interface import integration, liens, tableau
from pages.interface.suivi import ZONE
from pages.interface.texte import libeller

REGLER: Final = (
    '<details class="atlas-regler"><summary>Changer<span class="atlas-cache"> d’indicateur, de thème, de niveau'
    "</span></summary></details>"
)
"""Au téléphone, les réglages tiennent dans ce volet (`pages/cadre/style/carte.css`) : la carte passe devant eux."""


def explorer(*, complet: bool = True) -> None:
    """Carte, fiche du territoire, tableau et outils.

    Parameters
    ----------
    complet : bool
        Avec tous les réglages et exports (page Carte) ; sans, la carte et la fiche seules (accueil).
    """
    if complet:
        st.html(REGLER)
    _carte_et_fiche(complet=complet)
    if complet:
        barre.poser()


@st.fragment
def _carte_et_fiche(*, complet: bool) -> None:
    """Fragment qui seul se relance quand on change d'indicateur ou qu'on clique."""
    st.session_state.pop(memoire.RELANCER, None)
    etat = memoire.etat()
    repartition = repartir(etat.indicateur, etat.niveau, etat.date, etat.zone)
    tete = st.container()
    with st.container(key="carte-grande"):
        st.html(f'<p class="atlas-phrase">{escape(phrases.phrase(repartition))}</p>')
        carte, cote = st.columns([3, 1], gap="small")
    with carte:
        vivante.afficher(repartition, etat)
    with tete:
        _titre(repartition, complet=complet)
        cerne.dire(etat)
        if complet:
            _choix(etat)
    with cote:
        fiche.afficher(repartition, etat)
    with carte:
        if not complet:
            integration.proposer(vivante.carte(repartition, etat))
        _provenance(repartition)
    if complet:
        barre.retenir(repartition, etat)
        if etat.tableau:
            reglages.date(etat)
            table = tableaux.equivalent(repartition)
            tableau.montrer(table, tableaux.decimales(table, repartition.indicateur), repartition.indicateur.libelle)
        memoire.publier()
    _suivre(etat, complet=complet)


def _suivre(etat: EtatCarte, *, complet: bool) -> None:
    """La zone d'emploi choisie devient le territoire courant, sauf si le lecteur suit autre chose qu'une zone."""
    if etat.niveau != ZONE or not etat.territoire or not suivi.suivrait(etat.territoire, suivi.courant()):
        return
    if not complet:  # l'accueil n'écrit pas l'état de sa carte dans l'adresse
        st.query_params[suivi.COURANT] = f"{ZONE}:{etat.territoire}"
    st.rerun()


def _choix(etat: EtatCarte) -> None:
    """Indicateur, thème et niveau, sur une ligne qui se replie."""
    catalogue = charger()
    themes = [TOUS_THEMES, *(theme.id for theme in sorted(catalogue.themes.values(), key=lambda t: t.ordre))]
    with st.container(horizontal=True, key="choix"):
        st.selectbox(
            "Thème",
            themes,
            width=210,
            format_func=libeller(lambda t: "Tous les thèmes" if t == TOUS_THEMES else catalogue.themes[t].libelle),
            **memoire.commande("theme", "index", themes),
        )
        offerts = [
            i.id
            for i in catalogue.indicateurs.values()
            if etat.theme in {TOUS_THEMES, i.theme} or i.id == etat.indicateur
        ]
        st.selectbox(
            "Indicateur (tapez quelques lettres pour chercher)",
            offerts,
            format_func=libeller(lambda i: catalogue.indicateurs[i].libelle),
            **memoire.commande("indicateur", "index", offerts),
        )
        reglages.niveau(etat)


def _titre(repartition: Repartition, *, complet: bool) -> None:
    zone = str(entrepot.territoires("zone_emploi")["libelle_long"].get(repartition.zone, ""))
    titre = phrases.titre(repartition, zone)
    if complet:
        st.title(titre, anchor=False)
    else:
        st.header(titre, anchor=False)


def _provenance(repartition: Repartition) -> None:
    """Source, date et première précaution sous la carte ; le reste à un clic."""
    precaution = next(iter(repartition.indicateur.precautions), "")
    texte = f"Source : {repartition.sources}. Période : {formats.periode(repartition.periode)}. {precaution}"
    legende(texte)
    liens.definition("Définition, formule, précautions et fichiers lus", repartition.indicateur.id)
