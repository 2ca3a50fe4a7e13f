"""Où agir : la carte à deux entrées et la fiche de la zone touchée."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from geo.actions import presence
from geo.besoins import phrases
from geo.besoins.croisement import NIVEAU, Croisement
from geo.ecriture import formats
from geo.objets import besoins
from geo.objets.besoins import Regard
from geo.territoires import membres
from pages.carte import etat, vivante
from pages.interface import adresse, feuille, liens
from pages.interface.provenance import provenance
from pages.interface.texte import brut

CLE_ACTIONS = "actions-ou-agir"
ZONE, _VUE = "territoire", "ou_agir.vue"


def carte_et_fiche(croisement: Croisement, actions: pd.DataFrame, choix: Regard) -> None:
    """Carte, et à sa droite la zone choisie : sa valeur, sa classe, les actions qui s'y comptent.

    Parameters
    ----------
    actions : DataFrame
        Les actions comptées.
    choix : Regard
        Ce que le lecteur a choisi, hors la zone, qui se choisit ici.
    """
    vue, territoire = _cadrage(), choix.territoire
    carte, cote = st.columns([3, 1], gap="medium")
    with cote:
        defaut = territoire.code if territoire and territoire.niveau == NIVEAU else ""
        zone = _choisir_zone(croisement, defaut)
        if zone:
            _fiche(croisement, zone, actions)
        else:
            st.info(
                "Touchez une zone d'emploi sur la carte, ou choisissez un nom ci-dessus : son besoin et ses actions "
                "s'affichent ici.",
                icon=":material/touch_app:",
            )
    with carte:
        objet = besoins.carte(croisement, replace(choix, zone=zone), feuille.theme(), vue)
        vivante.montrer(objet, "croisee", lambda code: _toucher(zone, code))
        provenance(croisement.repartition.indicateur.id, croisement.repartition.periode)


def _cadrage() -> tuple[float, float, float] | None:
    """Cadrage du lien, lu à l'arrivée sur la page : ensuite la carte l'écrit elle-même dans l'adresse."""
    if f"adresse.{ZONE}" not in st.session_state:  # Streamlit oublie un choix dès qu'on quitte sa page
        voulu = st.query_params.get("vue", "")
        lien, refus = etat.depuis_adresse({"vue": voulu} if voulu else {})
        st.session_state[_VUE] = lien.vue
        for message in refus:
            st.warning(brut(message))
    vue: tuple[float, float, float] | None = st.session_state.get(_VUE)
    return vue


def _choisir_zone(croisement: Croisement, defaut: str) -> str:
    """Choix au clavier, équivalent du clic ; la zone de la page est choisie d'avance."""
    noms = dict(
        sorted(
            zip(croisement.repartition.codes, croisement.repartition.libelles, strict=True), key=lambda paire: paire[1]
        )
    )
    return adresse.choisir(st.selectbox, "Zone d'emploi", ZONE, {"": "Choisir une zone", **noms}, defaut)


def _toucher(choisie: str, code: str) -> None:
    """Un clic choisit la zone, un second la rend."""
    adresse.ecrire(ZONE, "" if code == choisie else code)


def _fiche(croisement: Croisement, zone: str, actions: pd.DataFrame) -> None:
    rang, fiche = croisement.rang(zone), croisement.repartition.indicateur
    valeur, nombre = float(croisement.repartition.valeurs[rang]), int(croisement.actions[rang])
    classe = int(croisement.besoins[rang])
    lecture = phrases.lecture(fiche, valeur, classe, nombre)
    borne = f"{phrases.BESOINS[classe]} : {phrases.intervalle(croisement.tiers, classe, fiche)}" if classe >= 0 else ""
    nom = croisement.repartition.libelles[rang]
    st.html(
        f'<div class="atlas-fiche"><h2>{escape(nom)}</h2>'
        f'<p class="atlas-discret">{escape(fiche.libelle)}, {formats.periode(croisement.repartition.periode)}</p>'
        f'<p class="valeur">{escape(phrases.valeur(fiche, valeur))}</p>'
        f"<p><b>{escape(lecture[:1].upper() + lecture[1:])}.</b></p>"
        f'<p class="atlas-discret">{escape(formats.typographie(borne[:1].upper() + borne[1:]))}</p></div>'
    )
    liens.actions(presence.actions(actions, membres(NIVEAU, zone)), CLE_ACTIONS)
    liens.portrait(f"Portrait : {brut(nom)}", niveau=NIVEAU, code=zone)
