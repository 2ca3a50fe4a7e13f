"""Où agir : tous les thèmes d'un territoire ou d'un périmètre, en une phrase et un tableau."""

from __future__ import annotations

from html import escape
from itertools import groupby

import pandas as pd
import streamlit as st

from geo.actions.points import THEMES_ACTIONS
from geo.besoins import phrases
from geo.besoins import territoire as bilan
from geo.besoins.territoire import Ligne
from geo.cartes.croisee import TEINTES
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import reserves
from geo.sorties.metadonnees import Sujet, sources_de
from geo.territoires import Territoire
from pages.cadre.habillage import legende, phrase
from pages.interface import liens, tableau, telechargement, territoire_choisi
from pages.interface.texte import brut, compose


def territoire(choisi: Territoire, actions: pd.DataFrame, fenetre: str, annee: int) -> None:
    """Chaque thème pour ce territoire : besoin, actions qui le touchent, case du croisement."""
    lignes = bilan.lignes(choisi, actions, fenetre, annee)
    st.header(f"{brut(choisi.libelle)}\u00a0: thème par thème", anchor=False)
    phrase(bilan.phrase(choisi, lignes))
    corps = "".join(_theme(theme, list(groupe)) for theme, groupe in groupby(lignes, key=lambda ligne: ligne.theme))
    tete = tableau.entetes(("Mesure du besoin", "Valeur, besoin et actions"))
    st.html(f'<table class="atlas-besoins"><thead><tr>{tete}</tr></thead>{corps}</table>')
    legende(
        f"{territoire_choisi.nature(choisi)}. Le besoin se lit face aux tiers des zones d'emploi ; une action "
        f"compte ici si un de ses lieux touche le territoire. Actions comptées : {phrases.fenetre(fenetre, annee)}."
    )
    emportees = bilan.tableau(lignes).assign(Territoire=choisi.libelle)
    with st.container(horizontal=True, key="outils-territoire"):
        mesurees = dict.fromkeys(li.mesure.indicateur.id for li in lignes if li.mesure)
        sujet = Sujet(f"Où agir : {choisi.libelle}", ("ou-agir", choisi), sources_de(list(mesurees)))
        telechargement.table(sujet, emportees)
        liens.portrait("Voir son portrait", **territoire_choisi.parametres(choisi))


def _theme(theme: str, lignes: list[Ligne]) -> str:
    nombre = lignes[0].actions
    titre = f'<tr class="theme"><th scope="rowgroup" colspan="2">{escape(THEMES_ACTIONS[theme])}'
    return f"<tbody>{titre} <span>{phrases.presence(nombre)}</span></th></tr>{''.join(map(_ligne, lignes))}</tbody>"


def _ligne(ligne: Ligne) -> str:
    if ligne.mesure is None:
        return f'<tr><td colspan="2"><small>Besoin non mesuré. {escape(ligne.raison)}</small></td></tr>'
    fiche = ligne.mesure.indicateur
    return f'<tr><th scope="row">{escape(fiche.libelle)}{_source(ligne)}</th><td>{_case(ligne)}</td></tr>'


def _case(ligne: Ligne) -> str:
    """Valeur, pastille et mots de la case ; sans la sienne, celle de ses zones d'emploi, nommées."""
    if ligne.mesure is None or not ligne.besoin:
        return f"Besoin non mesuré ici<small>{escape(_raison(ligne))}</small>"
    pastille = f"<span>{_teinte(ligne)}besoin {ligne.besoin}, {phrases.presence(ligne.actions)}</span>"
    if ligne.emprunt is None:
        return f"<b>{escape(reserves.dire(ligne.mesure))}</b>{pastille}"
    lieu = f"{majuscule(ligne.emprunt.lieu)}. {_raison(ligne)}"
    return f"<b>{escape(ligne.emprunt.ecrit)}</b>{pastille}<small>{compose(lieu)}</small>"


def _teinte(ligne: Ligne) -> str:
    """La pastille de la case ; aucune quand ses zones sont de plusieurs classes."""
    if len(ligne.classes) > 1:
        return ""
    teinte = TEINTES[max((ligne.classe, *ligne.classes))][min(ligne.actions, 2)]
    return f'<i style="background:{teinte}" aria-hidden="true"></i>'


def _raison(ligne: Ligne) -> str:
    origine = ligne.mesure.origine if ligne.mesure else ""
    return reserves.RAISONS.get(origine, ligne.raison)


def _source(ligne: Ligne) -> str:
    """Producteur, date et lien vers la fiche, sous le nom de la mesure."""
    if ligne.mesure is None:
        return ""
    fiche, periode = ligne.mesure.indicateur, ligne.mesure.periode
    return (
        f"<small>{escape(reserves.producteurs(ligne.mesure))}, {formats.periode(periode)} · "
        f'<a href="methode?fiche={fiche.id}">source et définition</a></small>'
    )
