"""Économie verte : le répertoire des métiers, les maisons pilotes et les actions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from donnees.catalogue import charger
from geo.actions import annuaire, presence
from geo.economie_verte import rome
from geo.ecriture import formats
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire
from geo.territoires.recherche import normaliser
from pages.cadre import plan
from pages.cadre.habillage import legende
from pages.interface import adresse, liens, recherche, registre, tableau, telechargement, territoire_choisi
from pages.interface.texte import brut

MOT, CLASSES, LONGUEUR = "metier", "classes", 60
PILOTE = "territoire pilote"


@st.fragment
def repertoire() -> None:
    """Recherche dans les métiers du ROME selon leur place dans la transition."""
    st.header("Le répertoire des métiers", anchor=False)
    effectifs = rome.effectifs()
    total = sum(effectifs.values())
    st.write(
        f"France Travail classe les {formats.nombre(total)} métiers de son répertoire : {effectifs['vert']} verts, "
        f"{effectifs['strategique']} stratégiques pour la transition écologique, {effectifs['brun']} bruns (appelés à "
        "reculer ou à se transformer), les autres blancs."
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="verte-recherche"):
        mot = _mot()
        noms = {cle: nom for cle, (_, nom) in rome.CLASSES.items()}
        choisies = adresse.plusieurs("Place dans la transition", CLASSES, noms, rome.DEFAUT)
    trouves = rome.chercher(mot, choisies or tuple(rome.CLASSES))
    combien = "1 métier" if len(trouves) == 1 else f"{formats.nombre(len(trouves))} métiers"
    if trouves.empty:
        st.info(f"Aucun métier ne répond à « {brut(mot)} » dans ces classes. Essayez un mot plus court, ou « Blanc ».")
        return
    st.write(f"**{combien}**{f' pour « {brut(mot)} »' if mot else ''}")
    tableau.montrer(trouves, {}, "Métiers du répertoire et leur place dans la transition", hauteur=320, sur_papier=15)
    emportes = trouves.assign(Source=f"France Travail, {rome.VERSION}")
    telechargement.table(
        Sujet("Métiers du répertoire et transition", ("metiers-rome", mot), ("france_travail_rome",)), emportes
    )
    source = charger().sources["france_travail_rome"]
    legende(
        f"Source : {source.citation}. Ce classement et la liste Onemev ne "
        "se recouvrent pas : aucune table ne relie les métiers du répertoire aux familles de l'enquête."
    )


def _mot() -> str:
    """Mot cherché, dans l'adresse."""
    voulu = st.query_params.get(MOT, "")[:LONGUEUR]
    cle = f"adresse.{MOT}"
    if st.session_state.get(cle) != voulu:
        st.session_state[cle] = voulu

    def noter() -> None:
        adresse.ecrire(MOT, str(st.session_state[cle])[:LONGUEUR].strip())

    recherche.champ("Métier ou code ROME", "Éolien, énergie…", maximum=LONGUEUR, key=cle, on_change=noter)
    return voulu.strip()


def pilotes() -> None:
    """Les maisons qui ont essayé les premières, et ce que les sources en disent."""
    _pilotes(registre.jeton())


@st.cache_data(show_spinner=False, max_entries=4)
def _pilotes(version: str) -> None:
    st.header("Les maisons pilotes", anchor=False)
    st.write(
        "En 2008 et 2009, trois maisons de l'emploi (Bayonne - Pays Basque, Lille Métropole et Grand Nancy) ont ouvert "
        "la voie avec l'Ademe et l'Alliance Villes Emploi ; trente maisons de seize régions ont ensuite été associées."
    )
    vertes = _vertes(version)
    if vertes is None:
        return
    maisons_pilotes = {
        maison for maison, titre in zip(vertes["maison"], vertes["titre"], strict=True) if PILOTE in normaliser(titre)
    }
    for maison, groupe in vertes[vertes["maison"].isin(maisons_pilotes)].groupby("nom_maison", sort=True):
        cle = groupe["maison"].iloc[0]
        with st.container(key=f"ensemble-{cle}"):
            st.subheader(brut(maison), anchor=False)
            _fiches(groupe, f"pilote-{cle}")
    legende(
        "Sources : « Maisons de l'emploi et développement durable » (Alliance Villes Emploi, vers 2010) et pages "
        "citées par chaque action. Elles ne donnent pas la liste des trente maisons."
    )


def actions(territoire: Territoire) -> None:
    """Actions du thème connues dans le territoire ; toutes celles du pays, sinon."""
    _connues(territoire, registre.jeton())


@st.cache_data(show_spinner=False, max_entries=512, hash_funcs={Territoire: territoire_choisi.cle})
def _connues(territoire: Territoire, version: str) -> None:
    st.header("Les actions des maisons", anchor=False)
    vertes = _vertes(version)
    if vertes is None:
        return
    siennes = presence.actions(vertes, territoire.communes)
    if siennes.empty:
        st.write(
            f"Aucune action d'économie verte connue ici ; l'Atlas en connaît {len(vertes)} dans le pays. Cela ne dit "
            "pas qu'il n'y en a pas."
        )
    else:
        connues = "action connue" if len(siennes) == 1 else "actions connues"
        st.write(f"**{len(siennes)} {connues}** sur le thème « Économie verte (Grenelle) ».")
        _fiches(siennes, "ici")
    st.page_link(
        plan.PLAN_ACTIONS,
        label=f"Les {len(vertes)} actions du pays",
        icon=":material/event_note:",
        query_params={"themes": "economie_verte"},
    )


def _vertes(version: str) -> pd.DataFrame | None:
    """Actions du thème ; None, et c'est dit, si le registre ne répond pas."""
    if version == registre.PANNE:
        st.warning("Le registre des actions ne répond pas : les actions ne peuvent être lues. Réessayez plus tard.")
        return None
    toutes = registre.releve(version).actions
    return toutes[toutes["theme"] == "economie_verte"]


def _fiches(choisies: pd.DataFrame, place: str) -> None:
    """Ce que chaque action a fait, le résultat publié, et le lien vers sa fiche ; ``place`` : celle de la liste."""
    with st.container(key=f"clause-liens-verte-{place}", gap="xsmall"):
        for _, action in choisies.iterrows():
            libelle = f"{brut(action['titre'])}, {brut(action['nom_maison'])} ({brut(annuaire.quand(action))})"
            liens.action(libelle, action["action"])
            resultat = f" Résultat publié : {action['valeur']} ({action['indicateur']})." if action["valeur"] else ""
            st.caption(brut(formats.typographie(f"{str(action['description']).rstrip('.')}.{resultat}")))
