"""Les documents à l'écran : confiés à l'ouvrier, attendus avec leur place dans la file, sans gêner un lecteur."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from hashlib import sha256
from typing import Any

import streamlit as st

from geo.documents import fabrique
from geo.documents.modele import Document
from geo.documents.ouvrier import Atelier, Travail
from geo.ecriture import formats
from geo.erreurs import ErreurGeo
from pages.interface import telechargement
from pages.interface.texte import brut

MILLE = 1000
PAS = 0.15
"""Secondes entre deux regards sur un travail attendu."""


@st.cache_resource(show_spinner=False, on_release=Atelier.fermer)
def atelier() -> Atelier:
    """L'atelier du serveur : une file, un ouvrier, pour tous les lecteurs."""
    return Atelier()


def obtenir(cle: Hashable, tache: Callable[..., Any], *arguments: object) -> Any | None:  # noqa: ANN401 - ce que rend la tâche
    """Fait faire un travail et l'attend derrière une barre ; None après avoir dit pourquoi il n'y a rien."""
    try:
        travail = atelier().demander(cle, tache, *arguments)
        try:
            _attendre(travail)
        finally:  # la page rejouée, ou quittée, n'attend plus
            atelier().laisser(travail)
        return travail.resultat()
    except ErreurGeo as erreur:
        st.warning(brut(erreur), icon=":material/error:")
        return None


def _attendre(travail: Travail) -> None:
    """La barre ne paraît que si le travail se fait attendre."""
    place = st.empty()
    while not travail.attendre(PAS):
        rang = atelier().rang(travail)
        place.progress(0.0 if rang else travail.part, text=_attente(rang) or f"{travail.texte or 'Un instant'}…")
    place.empty()


def _attente(rang: int) -> str:
    """« 2 documents avant le vôtre » ; vide quand c'est son tour."""
    return f"{formats.nombre(rang)} document{'s' if rang > 1 else ''} avant le vôtre…" if rang else ""


def poids(octets: bytes) -> str:
    """« 312 ko », « 1,4 Mo »."""
    ko = len(octets) / MILLE
    return formats.avec_unite(ko / MILLE, "Mo", 1) if ko >= MILLE else formats.avec_unite(max(ko, 1), "ko")


def proposer(nom: str, composer: Callable[[], Document], suffixes: Iterable[str] = ("pdf", "docx")) -> None:
    """Un bouton par format d'un petit document : l'ouvrier le compose et l'écrit au clic.

    Parameters
    ----------
    nom : str
        Nom du fichier, sans suffixe.
    composer : callable
        Fonction du dépôt et ses arguments, qui se sérialisent : l'ouvrier la joue.
    suffixes : iterable of str
        Clés de `geo.documents.fabrique.FORMATS`.
    """
    for suffixe in suffixes:
        telechargement.proposer(fabrique.FORMATS[suffixe].nom, f"{nom}.{suffixe}", partial(_fiche, composer, suffixe))


def _fiche(composer: Callable[[], Document], suffixe: str) -> bytes:
    cle = ("fiche", sha256(pickle.dumps(composer)).hexdigest(), suffixe)
    octets: bytes = atelier().demander(cle, fabrique.fiche, composer, suffixe).resultat()
    return octets
