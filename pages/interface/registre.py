"""Le registre à l'écran : ouvert une fois, relu dès qu'une écriture l'a changé."""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from donnees.encodages.colonnes import json_en_colonnes
from donnees.registre import services
from donnees.registre.base import Registre
from donnees.registre.conservation import Purgeur
from donnees.registre.demarrage import demarrer
from donnees.registre.droits import VISITEUR
from donnees.registre.erreurs import ErreurRegistre
from donnees.registre.services import Fiche, FicheMaison, Filtre
from donnees.vocabulaire import LIBELLES_PARTENAIRES, NaturePartenaire
from geo.actions import tables as vues
from geo.actions.points import COLONNES, preuves
from geo.ecriture.origines import lisible
from pages.cadre.ressources import ressources, retirer

JOURNAL = logging.getLogger("atlas.registre")
PANNE = "panne"
REPRISE = 5.0
"""Secondes avant de rappeler une base qui n'a pas répondu : la page n'attend pas à chaque lecture."""
RAPPEL = 3600.0
"""Secondes entre deux rappels, au journal, d'une panne qui dure."""
_panne = {"fin": 0.0, "dite": 0.0}
_suivi: dict[str, str | int] = {"version": "", "effacements": -1}
DESCRIPTION_MAX = 400
"""Signes d'une description dans la fenêtre de la carte ; elle est entière sur la fiche."""


@dataclass(frozen=True, eq=False)
class Releve:
    """Ce que le registre contient à un instant.

    Attributes
    ----------
    fiches : tuple of Fiche
        Actions non archivées.
    fiches_maisons : tuple of FicheMaison
        Maisons.
    maisons, actions : DataFrame
        Les mêmes en tables (`geo.actions.tables`) ; partagées, à ne jamais modifier.
    fichiers : dict of str to str
        Groupe → fichier de points servi à la carte.
    """

    fiches: tuple[Fiche, ...]
    fiches_maisons: tuple[FicheMaison, ...]
    maisons: pd.DataFrame
    actions: pd.DataFrame
    fichiers: dict[str, str]

    @cached_property
    def maisons_par_cle(self) -> dict[str, FicheMaison]:
        """Clé → maison."""
        return {maison.cle: maison for maison in self.fiches_maisons}

    @cached_property
    def noms_maisons(self) -> dict[str, str]:
        """Clé → nom d'une maison."""
        return {maison.cle: maison.nom for maison in self.fiches_maisons}


@st.cache_resource(show_spinner=False)
def ouvert() -> Registre:
    """Le registre du serveur, migré et semé à sa première ouverture."""
    return demarrer()


@st.cache_resource(show_spinner=False)
def _purgeur() -> Purgeur:
    return Purgeur(ouvert())


def jeton() -> str:
    """Ce qui change à chaque écriture au registre ; `PANNE` si la base ne répond pas, et les secondes qui suivent."""
    if time.monotonic() < _panne["fin"]:
        return PANNE
    try:
        _purgeur().au_besoin()
        version = services.version(ouvert())
    except ErreurRegistre:
        _dire_la_panne()
        _panne["fin"] = time.monotonic() + REPRISE
        return PANNE
    if _panne["dite"]:
        _panne["dite"] = 0.0
        JOURNAL.warning("Le registre répond de nouveau.")
    return version


def _dire_la_panne() -> None:
    """Une trace par panne, puis une ligne par heure : mille lecteurs ne la répètent pas mille fois au journal."""
    instant = time.monotonic()
    if not _panne["dite"]:
        JOURNAL.exception("Le registre ne répond pas.")
    elif instant - _panne["dite"] > RAPPEL:
        JOURNAL.error("Le registre ne répond toujours pas.")
    else:
        return
    _panne["dite"] = instant


def releve(version: str = "") -> Releve:
    """Contenu courant ; si la base ne répond pas, les maisons embarquées et aucune action.

    Parameters
    ----------
    version : str
        Le `jeton` déjà lu, pour ce qui se garde sous lui ; vide : celui de maintenant.
    """
    return _relever(version or jeton())


def en_panne() -> bool:
    """Dit si la base ne répond pas ; les pages du registre le disent alors au lecteur."""
    return jeton() == PANNE


@st.cache_resource(show_spinner=False, max_entries=4)
def _relever(version: str) -> Releve:
    fiches: tuple[Fiche, ...] = ()
    fiches_maisons: tuple[FicheMaison, ...] = ()
    if version != PANNE:
        fiches = tuple(services.lister(ouvert(), VISITEUR))
        fiches_maisons = tuple(services.maisons(ouvert(), VISITEUR))
    maisons, actions = vues.maisons(fiches_maisons), vues.actions(fiches, fiches_maisons)
    courtes = actions.assign(description=actions["description"].str[:DESCRIPTION_MAX])
    fichiers = {"maisons": _deposer("maisons", maisons), "actions": _deposer("actions", courtes)}
    return Releve(fiches, fiches_maisons, maisons, actions, fichiers)


def lister(filtre: Filtre) -> list[Fiche]:
    """Actions d'un filtre ; gardées tant que le registre ne change pas (la lecture est publique)."""
    return _lister(jeton(), filtre)


@st.cache_resource(show_spinner=False, max_entries=64)
def _lister(version: str, filtre: Filtre) -> list[Fiche]:
    return [] if version == PANNE else services.lister(ouvert(), VISITEUR, filtre)


def partenaires() -> dict[str, str]:
    """Clé → nom et nature de chaque partenaire du registre."""
    return _partenaires(jeton())


@st.cache_resource(show_spinner=False, max_entries=4)
def _partenaires(version: str) -> dict[str, str]:
    if version == PANNE:
        return {}
    connus = services.partenaires(ouvert(), VISITEUR)
    return {cle: f"{nom} ({LIBELLES_PARTENAIRES[NaturePartenaire(nature)]})" for cle, (nom, nature) in connus.items()}


def suivre() -> None:
    """Si une personne a été effacée du registre, ici ou par une autre réplique, oublie ce qui est gardé d'avant."""
    version = jeton()
    if version in {PANNE, _suivi["version"]}:
        return
    try:
        nombre = services.effacements(ouvert())
    except ErreurRegistre:  # la panne se dira au prochain jeton
        return
    if _suivi["effacements"] not in {-1, nombre}:
        oublier()
        releve(version)  # ses fichiers de points reviennent, sans le nom
    _suivi.update(version=version, effacements=nombre)


def oublier() -> None:
    """Retire ce qui est gardé d'anciens états : un nom effacé du registre n'est plus servi à la carte."""
    _relever.clear()
    for groupe in COLONNES:
        retirer(f"{groupe}-*.json*")


def _deposer(groupe: str, table: pd.DataFrame) -> str:
    """Écrit les points d'un groupe pour la carte ; le nom porte l'empreinte, le navigateur les garde."""
    places = table[table["lon"].notna()]
    colonnes = {"source": places["source"].map(lisible), "preuve": preuves(groupe, places)}
    octets = json_en_colonnes(places[COLONNES[groupe]].assign(**colonnes))
    nom = f"{groupe}-{hashlib.sha256(octets).hexdigest()[:10]}.json"
    (ressources().dossier / nom).write_bytes(octets)
    return f"/{nom}"
