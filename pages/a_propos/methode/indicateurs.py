"""Les fiches d'indicateurs : de la question à la source."""

from __future__ import annotations

import math
from functools import cache
from html import escape

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur, Source
from geo import mesures
from geo.ecriture import formats
from geo.mesures import reserves
from geo.mesures.repartitions import niveaux_carte
from geo.territoires.niveaux import NOMS_NIVEAUX
from geo.territoires.recherche import normaliser
from pages.a_propos.methode.fiches import lien, liste, repliee
from pages.cadre import suivi
from pages.interface import liens, recherche, territoire_choisi
from pages.interface.texte import brut

SENS = {
    "mieux_haut": "plus c'est haut, mieux c'est",
    "mieux_bas": "plus c'est bas, mieux c'est",
    "neutre": "ni bien ni mal",
}
INCERTITUDES = {
    "secret": "chaque valeur porte un intervalle, selon ce que le secret statistique masque",
    "revision": "à cheval sur deux publications, l'écart est estimé à la révision moyenne du territoire près",
}
AGREGATIONS = {
    "somme": "effectif : se somme sur tout périmètre",
    "ratio": "rapport : se recalcule sur tout périmètre (somme des numérateurs ÷ somme des dénominateurs)",
    "non_agregeable": "mesure publiée telle quelle : ne se recalcule pas sur un périmètre",
}


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
    textes = [
        f"Formule : {fiche.mention}",
        f"Unité : {fiche.unite} ; sens : {SENS[fiche.sens]}",
        f"Périodes : {_etendue(fiche)}",
        f"Valeur nationale : {fiche.nom_france}" if "france" in fiche.niveaux else "",
        f"Niveaux : {', '.join(NOMS_NIVEAUX[n][1] for n in fiche.niveaux)}",
        f"Agrégation : {AGREGATIONS[fiche.agregation]}",
    ]
    reserves_ = [*(f"Précaution : {precaution}" for precaution in fiche.precautions), *_reserves(fiche)]
    citees = [_source(charger().sources[identifiant]) for identifiant in fiche.sources]
    return f"<p><b>{escape(fiche.question)}</b></p>{liste([*map(escape, textes), *citees, *map(escape, reserves_)])}"


def _source(source: Source) -> str:
    nom = f"{source.producteur}, {source.titre}"
    return f"Source : {lien(source.adresse, nom) if source.adresse else escape(nom)} ({escape(source.millesime)})"


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


def _etendue(fiche: Indicateur) -> str:
    periodes = sorted(fiche.periodes)
    premiere, derniere = formats.periode(periodes[0]), formats.periode(periodes[-1])
    return premiere if len(periodes) == 1 else f"{premiere} à {derniere} ({len(periodes)} dates)"


def _reserves(fiche: Indicateur) -> list[str]:
    """Ce que la fiche déclare d'incertain, et que l'Atlas applique partout."""
    marge = formats.avec_unite(fiche.marge, fiche.unite, fiche.decimales)
    reserves = [
        f"Incertitude : {INCERTITUDES[fiche.incertitude]}" if fiche.incertitude else "",
        f"Marge : un écart de moins de {marge} n'est dit ni hausse ni baisse" if fiche.marge else "",
        f"Sans rang : là où {fiche.fragilite.texte}" if fiche.fragilite else "",
        f"Sans rang : les communes de moins de {fiche.habitants_min} habitants" if fiche.habitants_min else "",
        "Provisoire : la dernière valeur, que la source révisera" if fiche.revisable else "",
        *(f"Rupture : {texte}" for texte in fiche.ruptures.values()),
        f"Notre estimation pour la France : {fiche.estimation('france')}" if fiche.estimation("france") else "",
    ]
    return [reserve for reserve in reserves if reserve]
