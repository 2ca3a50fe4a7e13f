"""La carte et ce qui l'entoure : choix, titre, phrase, fiche du territoire cliqué, tableau."""

from __future__ import annotations

from html import escape

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from geo import formats, phrases, tableaux
from geo.indicateurs import Repartition, repartition
from pages.interface import carte_vivante, fiche, memoire, outils, plan, reglages, tableau
from pages.interface.etat_carte import TOUS_THEMES, EtatCarte


def explorer(*, complet: bool = True) -> None:
    """Carte, fiche du territoire, tableau et outils.

    Parameters
    ----------
    complet : bool
        Avec tous les réglages et exports (page Carte) ; sans, la carte et la fiche seules (accueil).
    """
    _carte_et_fiche(complet=complet)
    if complet:
        outils.barre()


@st.fragment
def _carte_et_fiche(*, complet: bool) -> None:
    """Fragment qui seul se relance quand on change d'indicateur ou qu'on clique."""
    st.session_state.pop(memoire.RELANCER, None)
    etat = memoire.etat()
    quoi = repartition(etat.indicateur, etat.niveau, etat.date, etat.zone)
    _titre(quoi, complet=complet)
    if complet:
        _choix(etat)
    carte, cote = st.columns([3, 1], gap="medium")
    with cote:
        fiche.afficher(quoi, etat)
    with carte:
        carte_vivante.afficher(quoi, etat)
        _provenance(quoi)
    if complet:
        outils.retenir(quoi, etat)
        if etat.tableau:
            table = tableaux.equivalent(quoi)
            nombres = {"Rang": 0, table.columns[3]: quoi.indicateur.decimales}
            tableau.montrer(table, nombres, quoi.indicateur.libelle)
        memoire.publier()


def _choix(etat: EtatCarte) -> None:
    """Indicateur, thème, niveau et date, sur une ligne qui se replie."""
    catalogue = charger()
    themes = [TOUS_THEMES, *(theme.id for theme in sorted(catalogue.themes.values(), key=lambda t: t.ordre))]
    with st.container(horizontal=True, key="choix"):
        st.selectbox(
            "Thème",
            themes,
            width=210,
            format_func=lambda t: "Tous les thèmes" if t == TOUS_THEMES else catalogue.themes[t].libelle,
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
            format_func=lambda i: catalogue.indicateurs[i].libelle,
            **memoire.commande("indicateur", "index", offerts),
        )
        reglages.niveau(etat)
        reglages.date(etat)


def _titre(quoi: Repartition, *, complet: bool) -> None:
    zone = str(entrepot.territoires("zone_emploi")["libelle_long"].get(quoi.zone, ""))
    titre = phrases.titre(quoi, zone)
    if complet:
        st.title(titre, anchor=False)
    else:
        st.header(titre, anchor=False)
    st.html(f'<p class="atlas-phrase">{escape(phrases.phrase(quoi))}</p>')


def _provenance(quoi: Repartition) -> None:
    """Source, date et première précaution sous la carte ; le reste à un clic."""
    precaution = next(iter(quoi.indicateur.precautions), "")
    texte = f"Source : {tableaux.sources(quoi)}. Période : {formats.periode(quoi.periode)}. {precaution}"
    st.caption(formats.typographie(texte))
    st.page_link(
        plan.METHODE,
        label="Définition, formule, précautions et fichier d'origine",
        icon=":material/fact_check:",
        query_params={"fiche": quoi.indicateur.id},
    )
