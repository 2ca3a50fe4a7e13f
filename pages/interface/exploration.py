"""La carte et ce qui l'entoure : choix, titre, phrase, fiche du territoire cliqué, tableau, exports."""

from __future__ import annotations

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from geo import formats, phrases, tableaux
from geo.cartes import exports
from geo.cartes.etat import Reglages
from geo.indicateurs import NOMS_NIVEAUX, Repartition, repartition
from pages.interface import carte_vivante, fiche, memoire, reglages
from pages.interface.etat_carte import EtatCarte

TOUS = "tous"


@st.fragment
def explorer(*, complet: bool = True) -> None:
    """Fragment de la carte : lui seul se relance quand on change d'indicateur ou qu'on clique.

    Parameters
    ----------
    complet : bool
        Avec tous les réglages et exports (page Carte) ; sans, la carte et la fiche seules (accueil).
    """
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
        _tableau(quoi, etat)
        _exports(quoi, etat)
        memoire.publier()


def _choix(etat: EtatCarte) -> None:
    """Thème, indicateur, niveau et date."""
    catalogue = charger()
    themes = [TOUS, *(theme.id for theme in sorted(catalogue.themes.values(), key=lambda t: t.ordre))]
    colonnes = st.columns([3, 6, 3, 4], vertical_alignment="top")
    theme = colonnes[0].selectbox(
        "Thème",
        themes,
        key="carte.theme",
        format_func=lambda t: "Tous les thèmes" if t == TOUS else catalogue.themes[t].libelle,
    )
    offerts = [i.id for i in catalogue.indicateurs.values() if theme in {TOUS, i.theme} or i.id == etat.indicateur]
    colonnes[1].selectbox(
        "Indicateur (tapez quelques lettres pour chercher)",
        offerts,
        format_func=lambda i: catalogue.indicateurs[i].libelle,
        **memoire.commande("indicateur"),
    )
    with colonnes[2]:
        reglages.niveau(etat)
    with colonnes[3]:
        reglages.date(etat)
    with st.container(horizontal=True):
        reglages.classes(etat)
        reglages.couches(etat)


def _titre(quoi: Repartition, *, complet: bool) -> None:
    zone = str(entrepot.territoires("zone_emploi")["libelle_long"].get(quoi.zone, ""))
    titre = phrases.titre(quoi, zone)
    if complet:
        st.title(titre, anchor=False)
    else:
        st.header(titre, anchor=False)
    st.html(f'<p class="atlas-phrase">{phrases.phrase(quoi)}</p>')


def _provenance(quoi: Repartition) -> None:
    """Source, date et précautions sous la carte."""
    precautions = " ".join(quoi.indicateur.precautions)
    st.caption(f"Source : {tableaux.sources(quoi)}. Période : {formats.periode(quoi.periode)}. {precautions}")


def _tableau(quoi: Repartition, etat: EtatCarte) -> None:
    nom = NOMS_NIVEAUX[quoi.niveau][1]
    st.toggle(f"Afficher le tableau équivalent ({len(quoi.codes)} {nom})", **memoire.commande("tableau"))
    if etat.tableau:
        st.dataframe(tableaux.equivalent(quoi), hide_index=True, width="stretch", height=420)


def _exports(quoi: Repartition, etat: EtatCarte) -> None:
    """Fichiers composés seulement au moment du clic."""
    nom = f"atlas_{quoi.indicateur.id}_{quoi.niveau}_{quoi.periode}"
    reglage = Reglages(etat.methode, etat.classes, etat.seuils)
    formats_offerts = {
        "CSV": ("csv", "text/csv", lambda: tableaux.csv(quoi)),
        "GeoJSON": ("geojson", "application/geo+json", lambda: exports.geojson(quoi)),
        "PNG": ("png", "image/png", lambda: exports.image(quoi, reglage, "png")),
        "SVG": ("svg", "image/svg+xml", lambda: exports.image(quoi, reglage, "svg")),
    }
    with st.container(horizontal=True):
        for libelle, (suffixe, type_mime, composer) in formats_offerts.items():
            st.download_button(
                f"{libelle}",
                data=composer,
                file_name=f"{nom}.{suffixe}",
                mime=type_mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"export.{suffixe}",
            )
