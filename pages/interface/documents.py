"""Les documents à l'écran : confiés à l'ouvrier, attendus avec leur place dans la file, sans gêner un lecteur."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import streamlit as st

from geo.documents.ouvrier import Atelier, Travail
from geo.ecriture import formats
from geo.erreurs import ErreurGeo
from pages.interface.texte import brut

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
        _attendre(travail)
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
    ko = len(octets) / 1000
    return formats.avec_unite(ko / 1000, "Mo", 1) if ko >= 1000 else formats.avec_unite(max(ko, 1), "ko")  # noqa: PLR2004
