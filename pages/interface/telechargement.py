"""Le bouton d'un fichier à emporter : même icône, même clé, type déduit du nom, page jamais rejouée."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd
import streamlit as st

from geo.documents.modele import Document
from geo.ecriture import tableurs

_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "csv": "text/csv",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "geojson": "application/geo+json",
    "ics": "text/calendar",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
"""Type MIME de chaque suffixe de fichier emporté."""
NOMS = {"pdf": "PDF", "docx": "Word", "pptx": "Diapositives"}
"""Bouton de chaque format d'un document."""


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


def documents(nom: str, composer: Callable[[], Document], suffixes: Iterable[str] = ("pdf", "docx")) -> None:
    """Un bouton par format ; le document se compose et s'écrit au clic.

    Parameters
    ----------
    nom : str
        Nom du fichier, sans suffixe.
    composer : callable
        Fonction du dépôt et ses arguments, qui se sérialisent : un autre processus peut la jouer.
    """
    for suffixe in suffixes:
        proposer(NOMS[suffixe], f"{nom}.{suffixe}", partial(_ecrire, suffixe, composer))


def _ecrire(suffixe: str, composer: Callable[[], Document]) -> bytes:
    from geo.documents.fabrique import FORMATS  # noqa: PLC0415 - tout le diagnostic, inutile avant le clic

    return FORMATS[suffixe].ecrire(composer())
