"""Le bouton d'un fichier à emporter : même icône, même clé, type déduit du nom, page jamais rejouée."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

import pandas as pd
import streamlit as st

from geo.documents.modele import Document
from geo.ecriture import tableurs

TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "geojson": "application/geo+json",
    "ics": "text/calendar",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Type MIME de chaque suffixe de fichier emporté."""
ECRITURES = {"PDF": ("pdf", "pdf"), "Word": ("docx", "word"), "Diapositives": ("pptx", "diapositives")}
"""Bouton → suffixe du fichier, et module de `geo.documents` qui l'écrit."""


def proposer(
    libelle: str,
    fichier: str,
    contenu: bytes | str | Callable[[], bytes | str],
    *,
    large: bool = False,
    ferme: bool = False,
) -> None:
    """Bouton qui livre un fichier sans rejouer la page.

    Parameters
    ----------
    libelle : str
        Ce que dit le bouton.
    fichier : str
        Nom du fichier, unique dans la page ; son suffixe donne son type.
    contenu : bytes, str or callable
        Le contenu, ou une fonction qui le compose au clic.
    large : bool
        Vrai pour toute la largeur du conteneur.
    ferme : bool
        Vrai pour un bouton montré mais inactif.

    Raises
    ------
    KeyError
        Si le suffixe n'est pas dans `TYPES`.
    """
    st.download_button(
        libelle,
        contenu,
        fichier,
        TYPES[fichier.rpartition(".")[2]],
        key=f"telecharger.{fichier}",
        on_click="ignore",
        icon=":material/download:",
        width="stretch" if large else "content",
        disabled=ferme,
    )


def table(fichier: str, lignes: pd.DataFrame | Callable[[], pd.DataFrame], libelle: str = "CSV") -> None:
    """Bouton d'un tableau, écrit en CSV au clic ; un tableau que la page ne montre pas ne se compose qu'alors."""
    proposer(libelle, fichier, lambda: tableurs.en_csv(lignes() if callable(lignes) else lignes))


def documents(nom: str, composer: Callable[[], Document], formats: Iterable[str] = ("PDF", "Word")) -> None:
    """Un bouton par format (`ECRITURES`) ; le document se compose et s'écrit au clic.

    Parameters
    ----------
    nom : str
        Nom du fichier, sans suffixe.
    composer : callable
        Fonction du dépôt et ses arguments, qui se sérialisent : un autre processus peut la jouer.
    """
    for libelle in formats:
        suffixe, module = ECRITURES[libelle]
        proposer(libelle, f"{nom}.{suffixe}", partial(_ecrire, module, composer))


def _ecrire(module: str, composer: Callable[[], Document]) -> bytes:
    """Le module ne se charge qu'au clic : typst et python-docx pèsent, et peu de lecteurs en ont besoin."""
    octets: bytes = import_module(f"geo.documents.{module}").ecrire(composer())
    return octets
