"""Les fiches d'indicateurs : de la question à la source."""

from __future__ import annotations

import math
from functools import cache
from html import escape

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo import mesures
from geo.ecriture import formats
from geo.mesures import definition, reserves
from geo.mesures.repartitions import niveaux_carte
from geo.territoires.recherche import normaliser
from pages.a_propos.methode.fiches import lien, liste, repliee
from pages.cadre import suivi
from pages.interface import liens, partage, recherche, territoire_choisi
from pages.interface.texte import brut


def indicateurs() -> None:
    """La fiche que le lien demande, une recherche, puis tous les indicateurs par thème."""
    catalogue = charger()
    demande = st.query_params.get("fiche", "")
    if demande in catalogue.indicateurs:
        with st.container(border=True):
            st.subheader(catalogue.indicateurs[demande].libelle, anchor=False)
            _ici(catalogue.indicateurs[demande])
            st.html(f'<div class="atlas-definition">{_fiche(catalogue.indicateurs[demande])}</div>')
            if niveaux_carte(demande):
                liens.carte("Voir sur la carte", indicateur=demande)
            _fichiers(catalogue.indicateurs[demande])
            partage.legere()
    elif demande:
        st.warning(f"L'indicateur « {brut(demande[:60])} » n'est pas au catalogue. Les voici tous.")
    _chercher()


@st.fragment
def _chercher() -> None:
    """Les fiches qui répondent, par thème."""
    catalogue = charger()
    cherche = normaliser(recherche.champ("Chercher un indicateur", "chômage, boulangerie, revenu…", maximum=60))
    for theme in sorted(catalogue.themes.values(), key=lambda t: t.ordre):
        retenues = [
            i
            for i in catalogue.indicateurs.values()
            if i.theme == theme.id and cherche in normaliser(f"{i.libelle} {i.question}")
        ]
        if not retenues:
            continue
        st.subheader(f"{theme.libelle} ({len(retenues)})", anchor=False)
        st.html("".join(_repliee(fiche.id) for fiche in retenues))


@cache
def _repliee(identifiant: str) -> str:
    fiche = charger().indicateur(identifiant)
    sur_la_carte = lien(f"carte?indicateur={identifiant}", "Voir sur la carte") if niveaux_carte(identifiant) else ""
    return repliee(fiche.libelle, f"{_fiche(fiche)}{sur_la_carte}")


def _fiche(fiche: Indicateur) -> str:
    """Une fiche d'indicateur, de la question à la source, en HTML."""
    lignes = (f"{escape(ligne.titre)} : {_valeur(ligne)}" for ligne in definition.lignes(fiche))
    return f"<p><b>{escape(fiche.question)}</b></p>{liste(lignes)}"


def _valeur(ligne: definition.Ligne) -> str:
    texte = lien(ligne.adresse, ligne.texte) if ligne.adresse else escape(ligne.texte)
    return f"{texte}{escape(ligne.suite)}"


def _ici(fiche: Indicateur) -> None:
    """La valeur du territoire courant, celle qu'on est venu vérifier, et le fichier où elle est."""
    territoire = suivi.courant()
    if territoire is None:
        return
    mesure = mesures.mesurer(territoire, fiche.id)
    valeur = reserves.dire(mesure) if math.isfinite(mesure.valeur) else mesure.explication
    quand = f", {formats.periode(mesure.periode)}" if math.isfinite(mesure.valeur) else ""
    st.write(f"{brut(territoire.libelle)}{quand} : **{brut(valeur)}**")
    with st.container(horizontal=True):
        liens.portrait("Ses chiffres et leur fichier CSV", **territoire_choisi.parametres(territoire))


def _fichiers(fiche: Indicateur) -> None:
    """Les fichiers d'où viennent ses valeurs, et l'empreinte de ceux qui ont été lus."""
    empreintes = entrepot.manifeste()["sources"]
    st.write("**Fichiers lus**")
    for source in map(charger().sources.__getitem__, fiche.sources):
        retraitement = source.retraitement or "fichier du producteur, sans retraitement"
        st.caption(brut(f"{source.producteur}, {source.titre} : {retraitement}"))
        for fichier in source.fichiers:
            st.caption(f"{brut(fichier)}, SHA-256 `{empreintes.get(fichier, 'non lu')}`")
